package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A time in which the gate holds nothing back somewhere.
///
/// @param service null for every service of the environment
/// @param madeBy who asked for it
/// @param agreedBy who agreed; empty where the portal never had two administrators
public record DryRunView(
    UUID id,
    @Nullable ServiceView service,
    EnvironmentView environment,
    Instant since,
    Instant until,
    String reason,
    String madeBy,
    List<String> agreedBy) {

  /// What it is for, such as `student-service in Production`.
  public String place() {
    return (service == null ? "every service" : service.slug()) + " in " + environment.name();
  }

  /// Whose names it carries.
  public String names() {
    return agreedBy.isEmpty() ? madeBy : madeBy + " and " + String.join(" and ", agreedBy);
  }
}
