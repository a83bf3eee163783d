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

  private final ObjectiveRows rows;
  private final Services services;
  private final Environments environments;

  ObjectiveExport(ObjectiveRows rows, Services services, Environments environments) {
    this.rows = rows;
    this.services = services;
    this.environments = environments;
  }

  String write(List<ObjectiveRow> chosen, ObjectiveFormat format) {
    return ObjectiveFiles.write(format, chosen.stream().map(this::portable).toList());
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
  private Optional<PortableObjective> said(ObjectiveRow row) {
    return rows.source(row.id()).flatMap(source -> said(source.text(), row.definition().name()));
  }

  private static Optional<PortableObjective> said(String file, String name) {
    try {
      return ObjectiveFiles.read(file).objectives().stream()
          .map(ImportedObjective::objective)
          .filter(one -> one.name().equals(name))
          .findFirst();
    } catch (DomainFailure _) {
      // A file that an older version read and this one does not says nothing of its alerts.
      return Optional.empty();
    }
  }
}
