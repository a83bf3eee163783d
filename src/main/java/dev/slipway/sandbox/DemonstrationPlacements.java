package dev.slipway.sandbox;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Says which workload of the simulated clusters runs each service of the demonstration.
@Component
@InSandbox
class DemonstrationPlacements {

  private static final Logger log = LoggerFactory.getLogger(DemonstrationPlacements.class);

  private static final List<String> ORDERED_DATA = List.of("mysql", "mongodb", "rabbitmq", "minio");
  private static final Map<String, String> NAMESPACES =
      Map.of("dev", "dev", "qa", "qa", "production", "prod");

  private final Services services;
  private final Environments environments;
  private final Clusters clusters;
  private final Placements placements;
  private final ClusterGateway gateway;
  private final DemonstrationHistory history;
  private final TransactionOperations transactions;

  DemonstrationPlacements(
      Services services,
      Environments environments,
      Clusters clusters,
      Placements placements,
      ClusterGateway gateway,
      DemonstrationHistory history,
      TransactionOperations transactions) {
    this.services = services;
    this.environments = environments;
    this.clusters = clusters;
    this.placements = placements;
    this.gateway = gateway;
    this.history = history;
    this.transactions = transactions;
  }

  /// Where a service of the demonstration runs in an environment of it.
  private record Spot(String service, String environment, WorkloadRef workload, String container) {}

  /// Every placement and its past appear together, so that a history is never seen half.
  void settle() {
    var spots = spots();
    var found =
        spots.parallelStream()
            .collect(
                Collectors.toConcurrentMap(
                    Spot::workload, spot -> gateway.read(spot.workload()).orElseThrow()));
    for (var spot : spots) {
      var live = Objects.requireNonNull(found.get(spot.workload()));
      transactions.executeWithoutResult(_ ->
          history.write(
              placements.place(command(spot), Actor.SYSTEM),
              spot.service(),
              spot.environment(),
              live));
    }
  }

  /// Lets every service run where it ran at first, whoever moved it or took it off. What somebody
  /// else placed on one of its workloads is taken off.
  void putBack(String why) {
    for (var spot : spots()) {
      try {
        putBack(spot, command(spot), why);
      } catch (DomainFailure held) {
        log.info("{} stays where it is: {}", spot, held.getMessage());
      }
    }
  }

  private void putBack(Spot spot, PlaceService wanted, String why) {
    var here = placements.at(wanted.service(), wanted.environment());
    placements
        .of(spot.workload())
        .filter(other -> !here.equals(Optional.of(other)))
        .ifPresent(other -> placements.remove(other.id(), why, Actor.SYSTEM));
    if (here.isEmpty()) {
      placements.place(wanted, Actor.SYSTEM);
    } else {
      placements.change(
          here.get().id(), null, spot.workload(), spot.container(), why, Actor.SYSTEM);
    }
  }

  private PlaceService command(Spot spot) {
    return new PlaceService(
        services.require(spot.service()).id(),
        environments.require(spot.environment()).id(),
        spot.workload(),
        spot.container());
  }

  private List<Spot> spots() {
    List<Spot> spots = new ArrayList<>();
    spots.addAll(emis());
    spots.addAll(quizMentor());
    spots.addAll(voting());
    spots.addAll(platformEdu());
    spots.addAll(iot());
    return spots;
  }

  private List<Spot> emis() {
    var stage = stage("emis", "production", "emis-services");
    var data = stage("emis", "production", "emis-data");
    var logs = stage("emis", "production", "emis-monitoring");
    List<Spot> spots = new ArrayList<>();
    spots.add(stage.plain("student-service"));
    spots.add(stage.plain("api-gateway"));
    spots.add(data.plain("redis"));
    ORDERED_DATA.forEach(name -> spots.add(data.ordered(name)));
    spots.add(logs.ordered("elasticsearch"));
    spots.add(logs.plain("kibana"));
    spots.add(logs.spot("filebeat", WorkloadKind.DAEMON_SET, "filebeat", "filebeat"));
    return spots;
  }

  private List<Spot> quizMentor() {
    List<Spot> spots = new ArrayList<>();
    for (var stage :
        List.of(
            stage("quizmentor", "qa", "quizmentor-staging"),
            stage("quizmentor", "production", "quizmentor-prod"))) {
      spots.add(
          stage.spot(
              "learning-orchestrator",
              WorkloadKind.DEPLOYMENT,
              "learning-orchestrator",
              "orchestrator"));
      spots.add(
          stage.spot("bloom-validator", WorkloadKind.DEPLOYMENT, "bloom-validator", "validator"));
      spots.add(
          stage.spot(
              "postgres-primary", WorkloadKind.STATEFUL_SET, "postgres-primary", "postgres"));
      spots.add(stage.spot("redis-cluster", WorkloadKind.STATEFUL_SET, "redis-cluster", "redis"));
    }
    spots.add(
        stage("quizmentor", "production", "quizmentor-prod")
            .spot("batch-processor", WorkloadKind.DEPLOYMENT, "batch-processor", "batch"));
    return spots;
  }

  private List<Spot> voting() {
    List<Spot> spots = new ArrayList<>();
    NAMESPACES.forEach((environment, namespace) -> {
      var stage = stage("voting", environment, namespace);
      for (var name : List.of("vote", "result", "worker")) {
        spots.add(stage.plain(name));
      }
      spots.add(stage.spot("voting-redis", WorkloadKind.DEPLOYMENT, "redis", "redis"));
      spots.add(stage.ordered("db"));
    });
    return spots;
  }

  private List<Spot> platformEdu() {
    var staging = stage("platform-edu", "qa", "platform-edu-staging");
    var production = stage("platform-edu", "production", "platform-edu");
    return List.of(
        staging.spot("api-service", WorkloadKind.DEPLOYMENT, "api-service", "api"),
        staging.plain("web"),
        production.spot("api-service", WorkloadKind.DEPLOYMENT, "api-service", "api"),
        production.plain("web"),
        production.spot("mqtt-broker", WorkloadKind.DEPLOYMENT, "mqtt-broker", "broker"),
        production.spot("data-processor", WorkloadKind.DEPLOYMENT, "data-processor", "processor"),
        production.ordered("postgresql"),
        production.ordered("influxdb"),
        production.spot("platform-edu-redis", WorkloadKind.STATEFUL_SET, "redis", "redis"));
  }

  private List<Spot> iot() {
    List<Spot> spots = new ArrayList<>();
    for (var stage :
        List.of(
            stage("iot", "dev", "iot-dev"),
            stage("iot", "qa", "iot-staging"),
            stage("iot", "production", "iot-system"))) {
      spots.add(stage.spot("iot-dashboard", WorkloadKind.DEPLOYMENT, "iot-dashboard", "dashboard"));
      if (!stage.environment().equals("dev")) {
        spots.add(stage.plain("mlflow"));
        spots.add(stage.plain("postgres"));
        spots.add(stage.spot("iot-redis", WorkloadKind.DEPLOYMENT, "redis", "redis"));
      }
    }
    return spots;
  }

  private Stage stage(String cluster, String environment, String namespace) {
    return new Stage(clusters.require(cluster).id(), environment, namespace);
  }

  /// A namespace of a cluster, and the environment that it is.
  private record Stage(ClusterId cluster, String environment, String namespace) {

    /// A Deployment whose service, workload and container have one name.
    Spot plain(String name) {
      return spot(name, WorkloadKind.DEPLOYMENT, name, name);
    }

    /// A StatefulSet of that kind.
    Spot ordered(String name) {
      return spot(name, WorkloadKind.STATEFUL_SET, name, name);
    }

    Spot spot(String service, WorkloadKind kind, String workload, String container) {
      return new Spot(
          service, environment, new WorkloadRef(cluster, namespace, kind, workload), container);
    }
  }
}
