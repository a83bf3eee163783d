package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.slo.formats.Alerting;
import dev.slipway.slo.formats.ImportedObjective;
import dev.slipway.slo.formats.ObjectiveFiles;
import dev.slipway.slo.formats.ObjectiveFormat;
import dev.slipway.slo.formats.PortableObjective;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Writes objectives as files of other tools. What a file asked for that the portal has no use for,
/// such as labels of its alerts, is written out again.
@Component
class ObjectiveExport {

  private final Services services;
  private final Environments environments;

  ObjectiveExport(Services services, Environments environments) {
    this.services = services;
    this.environments = environments;
  }

  String write(List<ObjectiveRow> rows, ObjectiveFormat format) {
    return ObjectiveFiles.write(format, rows.stream().map(this::portable).toList());
  }

  private PortableObjective portable(ObjectiveRow row) {
    var definition = row.definition();
    var said = said(row);
    return new PortableObjective(
        services.byId(row.service()).map(ServiceView::slug).orElse(null),
        environments.byId(row.environment()).map(EnvironmentView::slug).orElse(null),
        definition.name(),
        definition.description(),
        new Target(definition.objective()),
        definition.windowDays(),
        definition.indicator(),
        said.map(PortableObjective::alerting).orElse(Alerting.NONE),
        said.map(PortableObjective::labels).orElse(Map.of()));
  }

  /// The objective as the file said it that it came from.
  private static Optional<PortableObjective> said(ObjectiveRow row) {
    var source = row.source();
    if (source == null) {
      return Optional.empty();
    }
    try {
      return ObjectiveFiles.read(source.text()).objectives().stream()
          .map(ImportedObjective::objective)
          .filter(one -> one.name().equals(row.definition().name()))
          .findFirst();
    } catch (DomainFailure _) {
      // A file that an older version read and this one does not says nothing of its alerts.
      return Optional.empty();
    }
  }
}
