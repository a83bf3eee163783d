package dev.slipway.sandbox;

import dev.slipway.kernel.Actor;
import dev.slipway.slo.ConnectDatasource;
import dev.slipway.slo.DatasourceAuth;
import dev.slipway.slo.Datasources;
import dev.slipway.slo.ImportObjectives;
import dev.slipway.slo.ImportReport;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.ObjectiveDefinition;
import dev.slipway.slo.ObjectiveSearch;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.SliDatasource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What the five systems promise their users, counted by the demonstration's Prometheus.
@Component
@InSandbox
class DemonstrationObjectives {

  private static final String NAME = "Prometheus of the demonstration";
  private static final String STAGE = "production";
  private static final String QUIZZES = "learning-orchestrator";
  private static final int WINDOW = 30;

  private final SandboxMetrics metrics;
  private final Datasources datasources;
  private final Objectives objectives;

  DemonstrationObjectives(SandboxMetrics metrics, Datasources datasources, Objectives objectives) {
    this.metrics = metrics;
    this.datasources = datasources;
    this.objectives = objectives;
  }

  /// Says where the Prometheus listens since this start, and defines the objectives if there are
  /// none yet.
  void settle() {
    var datasource = connect();
    datasources.connectOwn(
        new ConnectDatasource(
            NAME,
            metrics.address().toString(),
            Set.of(STAGE),
            DatasourceAuth.NONE,
            "",
            "",
            "",
            "It runs inside of the sandbox"),
        Actor.SYSTEM);
    datasources.connectOwn(
        new ConnectDatasource(
            "Alertmanager of the demonstration",
            metrics.alertmanager().toString(),
            Set.of(STAGE),
            DatasourceAuth.NONE,
            "",
            "",
            "",
            "It runs inside of the sandbox",
            SliDatasource.Kind.ALERTMANAGER),
        Actor.SYSTEM);
    if (datasources.byId(datasource).objectives() == 0) {
      takeOver(datasource);
      promises(datasource)
          .forEach(
              one -> objectives.define(one.service(), STAGE, one.definition(), true, Actor.SYSTEM));
    }
  }

  /// Puts the objectives back as the story has them, and counts everything anew: what was counted
  /// so far belongs to a past that the metrics do not tell any more.
  void putBack(String why) {
    settle();
    var datasource = connect();
    takeOver(datasource);
    promises(datasource).forEach(one -> putBack(one, why));
    objectives.countAnew(datasource, why, Actor.SYSTEM);
  }

  private void putBack(Promise promise, String why) {
    var definition = promise.definition();
    var id =
        objectives.search(ObjectiveSearch.of(promise.service(), STAGE)).items().stream()
            .filter(one -> one.name().equals(definition.name()))
            .map(ObjectiveSummary::id)
            .findFirst();
    if (id.isEmpty()) {
      objectives.define(promise.service(), STAGE, definition, true, Actor.SYSTEM);
      return;
    }
    var known = objectives.byId(id.get());
    if (!known.definition().equals(definition)) {
      objectives.edit(id.get(), known.version(), definition, why, Actor.SYSTEM);
    }
    objectives.activate(id.get(), why, Actor.SYSTEM);
  }

  /// What the story promises of a service.
  private record Promise(String service, ObjectiveDefinition definition) {

    /// The same, without a say in what may ship.
    Promise advising() {
      return new Promise(
          service,
          new ObjectiveDefinition(
              definition.name(),
              definition.description(),
              definition.objective(),
              definition.windowDays(),
              definition.indicator(),
              false,
              definition.datasource()));
    }
  }

  private UUID connect() {
    return datasources.connectOwn(
        new ConnectDatasource(
            NAME,
            metrics.address().toString(),
            Set.of(STAGE),
            DatasourceAuth.NONE,
            "",
            "",
            "",
            "It runs inside of the sandbox"),
        Actor.SYSTEM);
  }

  /// The file of QuizMentor as its team keeps it. What it says of availability was mended; what it
  /// says of latency still counts fast requests as errors.
  private void takeOver(UUID datasource) {
    var wish = new ImportObjectives(file(), Map.of("quizmentor", QUIZZES), STAGE, datasource, true);
    // What has a fault takes the place of nothing that counts.
    objectives.tryImport(wish, Actor.SYSTEM).lines().stream()
        .filter(line -> line.outcome() == ImportReport.Outcome.REFUSED && line.id() != null)
        .forEach(line ->
            objectives.disable(
                Objects.requireNonNull(line.id()), "Its team's file is read anew", Actor.SYSTEM));
    var report = objectives.importFile(wish, Actor.SYSTEM);
    for (var line : report.lines()) {
      if (line.name().equals("requests-availability")) {
        mend(Objects.requireNonNull(line.id()));
      }
    }
  }

  private void mend(UUID id) {
    var read = objectives.byId(id);
    var said = read.definition();
    objectives.edit(
        id,
        read.version(),
        new ObjectiveDefinition(
            said.name(),
            said.description(),
            said.objective(),
            said.windowDays(),
            failed(QUIZZES, "code"),
            true,
            said.datasource()),
        "Every window has its own range now, where all had 5m",
        Actor.SYSTEM);
    objectives.activate(id, "It counts what users see", Actor.SYSTEM);
  }

  private static String file() {
    try (var stream =
        DemonstrationObjectives.class.getResourceAsStream("/sandbox/objectives/quizmentor.yaml")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Promise> promises(UUID datasource) {
    return List.of(
        promise(
            datasource,
            "student-service",
            "availability",
            "Students and teachers get an answer",
            "99.9",
            failed("student-service", "code")),
        promise(
            datasource,
            "student-service",
            "latency",
            "An answer takes 200 ms at most",
            "99",
            slow("student-service")),
        promise(
            datasource,
            "api-service",
            "availability",
            "Lessons and devices get an answer",
            "99.5",
            failed("platform-api", "status")),
        // It burns fast for the first hour. It advises, so that whoever tries the portal can ship.
        promise(datasource, "vote", "votes", "A vote is taken", "99.5", failed("vote", "code"))
            .advising(),
        promise(
            datasource,
            "mlflow",
            "availability",
            "Models and training runs can be read",
            "99",
            failed("mlflow", "code")),
        promise(
            datasource,
            "web",
            "page-loads",
            "Pages are served",
            "99.5",
            Indicator.events(
                "sum(rate(nginx_ingress_controller_requests{ingress=\"web\",status=~\"5..\"}"
                    + "[{{.window}}]))",
                "sum(rate(nginx_ingress_controller_requests{ingress=\"web\"}[{{.window}}]))")));
  }

  private static Promise promise(
      UUID datasource,
      String service,
      String name,
      String description,
      String percent,
      Indicator indicator) {
    return new Promise(
        service,
        new ObjectiveDefinition(
            name, description, new BigDecimal(percent), WINDOW, indicator, true, datasource));
  }

  private static Indicator failed(String service, String status) {
    return Indicator.events(
        "sum(rate(http_requests_total{service=\"%s\",%s=~\"5..\"}[{{.window}}]))"
            .formatted(service, status),
        "sum(rate(http_requests_total{service=\"%s\"}[{{.window}}]))".formatted(service));
  }

  private static Indicator slow(String service) {
    var all =
        "sum(rate(http_request_duration_seconds_count{service=\"%s\"}[{{.window}}]))"
            .formatted(service);
    var fast =
        "sum(rate(http_request_duration_seconds_bucket{service=\"%s\",le=\"0.2\"}[{{.window}}]))"
            .formatted(service);
    return Indicator.events(all + " - " + fast, all);
  }
}
