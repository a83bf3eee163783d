package dev.slipway.clusters;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pod of a workload as `kubectl get` would word it.
///
/// @param reason status text such as `Running`, `CrashLoopBackOff`, `Init:0/1`
/// @param message what the cluster says about it, if anything
/// @param newest whether it belongs to the newest template
/// @param failing whether it is in an image, configuration or crash error
/// @param inits how its init containers have ended
public record PodState(
    String name,
    String uid,
    String reason,
    @Nullable String message,
    boolean ready,
    boolean newest,
    boolean failing,
    boolean terminating,
    int restarts,
    @Nullable String node,
    @Nullable Instant startedAt,
    @Nullable Instant failingSince,
    List<String> containers,
    List<String> images,
    List<String> imageDigests,
    Inits inits) {

  /// Init containers of a pod by how they have ended so far.
  ///
  /// @param well those that have ended well
  /// @param badly those that have not, whether they are tried again or not
  public record Inits(List<String> well, List<String> badly) {

    public static final Inits NONE = new Inits(List.of(), List.of());
  }

  private static final int LONGEST = 24;
  private static final int START = 6;
  private static final int END = 16;

  /// The image of that container, else of its first; empty where it names none.
  public String image(String container) {
    return images.isEmpty() ? "" : images.get(Math.max(0, containers.indexOf(container)));
  }

  /// The name as the choice on a phone of 320 px shows it. What tells the pods of a workload apart,
  /// the hash of the template and five characters, stands at the end, so a long name loses its
  /// middle.
  public String shortName() {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, START) + "…" + name.substring(name.length() - END);
  }
}
