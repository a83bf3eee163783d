package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A datasource as everybody may see it: never what it is let in by.
///
/// @param own whether it is the portal's own simulator
/// @param retention how long it keeps samples; null where it does not say
/// @param answeredAt when it last answered; null where it never did
/// @param trouble why it did not answer since; null where it does
/// @param objectives how many are counted there
public record DatasourceView(
    UUID id,
    String name,
    String address,
    DatasourceAuth auth,
    boolean own,
    List<EnvironmentView> environments,
    String version,
    @Nullable Duration retention,
    @Nullable Instant answeredAt,
    @Nullable String trouble,
    long objectives,
    String madeBy,
    Instant changedAt,
    SliDatasource.Kind kind) {

  /// Whether events can be counted there.
  public boolean counts() {
    return kind == SliDatasource.Kind.PROMETHEUS;
  }

  /// Path of its form.
  public String path() {
    return "/slo/datasources/" + id;
  }
}
