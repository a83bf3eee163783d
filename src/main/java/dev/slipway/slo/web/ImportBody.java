package dev.slipway.slo.web;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.slo.DatasourceView;
import dev.slipway.slo.ImportObjectives;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file of objectives, as the API takes it.
///
/// @param datasource its name; null for the only one that has the samples of the environment
/// @param active whether those without a fault count at once; so where it is not said
/// @param dryRun whether it is only tried; not so where it is not said
record ImportBody(
    @Nullable String text,
    @Nullable Map<String, String> services,
    @Nullable String environment,
    @Nullable String datasource,
    @Nullable Boolean active,
    @Nullable Boolean dryRun) {

  ImportObjectives wish(List<DatasourceView> datasources) {
    if (text == null || text.isBlank()) {
      throw new FieldRefused("text", "Give the file as text.");
    }
    return new ImportObjectives(
        text,
        services == null ? Map.of() : services,
        environment == null ? "" : environment,
        id(datasources),
        active == null || active);
  }

  boolean isTried() {
    return dryRun != null && dryRun;
  }

  private @Nullable UUID id(List<DatasourceView> datasources) {
    return datasource == null
        ? null
        : datasources.stream()
            .filter(one -> one.name().equals(datasource))
            .map(DatasourceView::id)
            .findFirst()
            .orElseThrow(() ->
                new FieldRefused(
                    "datasource", "There is no datasource \"%s\".".formatted(datasource)));
  }
}
