package dev.slipway.clusters;

import org.jspecify.annotations.Nullable;

/// The HorizontalPodAutoscaler that owns the replica count.
///
/// @param cpu the use of CPU it aims at, in percent of what is requested; null where it counts by
///   something else
/// @param ours whether the portal made it
/// @param desiredReplicas what it computed last; 0 as long as it could compute nothing
public record Autoscaler(
    String name,
    String uid,
    int minReplicas,
    int maxReplicas,
    int currentReplicas,
    int desiredReplicas,
    @Nullable String note,
    @Nullable Integer cpu,
    boolean ours) {

  public Autoscaler(
      String name,
      String uid,
      int minReplicas,
      int maxReplicas,
      int currentReplicas,
      int desiredReplicas,
      @Nullable String note) {
    this(name, uid, minReplicas, maxReplicas, currentReplicas, desiredReplicas, note, null, false);
  }

  /// Its bounds, what it has and what it wants, in a line. An unknown wish is not 0.
  public String words() {
    var wish = desiredReplicas == 0 ? "" : ", wants " + desiredReplicas;
    var range =
        "%s: %d to %d, now %d%s".formatted(name, minReplicas, maxReplicas, currentReplicas, wish);
    return note == null ? range : range + ". " + note;
  }
}
