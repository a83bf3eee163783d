package dev.slipway.health;

import dev.slipway.kernel.OneLine;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing that is known of a service in an environment.
///
/// @param name of the workload, the objective, the alert or the resource
/// @param reason in a sentence, as of `asOf`
/// @param since when it became so; null where nobody can tell
/// @param asOf the last proof of it; null before the first
/// @param href where to read on; empty where there is no such page
public record StatusFact(
    Source source,
    String name,
    HealthState state,
    String reason,
    @Nullable Instant since,
    @Nullable Instant asOf,
    String href) {

  /// Its words may come from containers and from servers.
  public StatusFact {
    name = OneLine.cleaned(name);
    reason = OneLine.cleaned(reason);
  }

  /// Where a fact is from.
  public enum Source {
    WORKLOAD,
    OBJECTIVE,
    ALERT,
    RESOURCE;

    /// As in the API.
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether it has a say. Only the workload may make a service unknown: a Prometheus that is away
  /// would else hide how everything is, and what it does not tell is shown beside.
  public boolean counts() {
    return source == Source.WORKLOAD || state != HealthState.UNKNOWN;
  }

  /// Whether it says the same as the other, whenever that was last proven.
  boolean says(StatusFact other) {
    return source == other.source
        && name.equals(other.name)
        && state == other.state
        && reason.equals(other.reason);
  }
}
