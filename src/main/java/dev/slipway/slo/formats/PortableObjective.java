package dev.slipway.slo.formats;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An objective as a file says it, whatever its format.
///
/// @param service as the file names it; null where somebody must be asked
/// @param environment a hint: a label, or the namespace; null where the file has none
/// @param windowDays 1 to 90, rolling
public record PortableObjective(
    @Nullable String service,
    @Nullable String environment,
    String name,
    String description,
    Target target,
    int windowDays,
    Indicator indicator,
    Alerting alerting,
    Map<String, String> labels) {

  /// The same, counted otherwise.
  public PortableObjective with(Indicator other) {
    return new PortableObjective(
        service, environment, name, description, target, windowDays, other, alerting, labels);
  }
}
