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
/// @param felt whether users of these lose something now that no pod tells
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
    List<AlertLine.At> places,
    boolean felt) {

  public ResourceReading {
    places = List.copyOf(places);
  }

  /// What names it among all others.
  public String key() {
    return String.join("~", cluster, sort.slug(), namespace, name);
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
        places,
        false);
  }
}
