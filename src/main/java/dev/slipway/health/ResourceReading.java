package dev.slipway.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something beside workloads that can run short or break, and how it is.
///
/// @param cluster slug
/// @param namespace empty for what has none
/// @param percent how much of its bound is used; null where it has none or it is not known
/// @param since when it became so; null where nobody can tell
/// @param asOf when the cluster told
/// @param places services that need it; empty where none is placed on it
public record ResourceReading(
    ResourceSort sort,
    String cluster,
    String clusterName,
    String namespace,
    String name,
    ResourceLevel level,
    String reason,
    @Nullable Integer percent,
    @Nullable Instant since,
    Instant asOf,
    List<AlertLine.At> places) {

  public ResourceReading {
    places = List.copyOf(places);
  }

  /// What names it among all others.
  public String key() {
    return String.join("~", cluster, sort.slug(), namespace, name);
  }

  /// Whether it makes its services degraded: what users lose now, and no pod tells.
  boolean decides() {
    return level == ResourceLevel.CRITICAL && sort == ResourceSort.VOLUME;
  }

  /// The same, too old to be believed.
  ResourceReading lost(String why) {
    return new ResourceReading(
        sort,
        cluster,
        clusterName,
        namespace,
        name,
        ResourceLevel.UNKNOWN,
        why + " Then: " + reason,
        percent,
        null,
        asOf,
        places);
  }
}
