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
import java.util.Optional;
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

  private static final Map<String, String> CONTAINERS =
      Map.of("learning-orchestrator", "orchestrator", "bloom-validator", "validator");

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
    for (var spot : spots()) {
      var live = gateway.read(spot.workload()).orElseThrow();
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
    var emis = clusters.require("emis").id();
    for (var name : List.of("student-service", "api-gateway")) {
      spots.add(spot(name, "production", ref(emis, "emis-services", name)));
    }
    spots.add(spot("redis", "production", ref(emis, "emis-data", "redis")));
    for (var name : ORDERED_DATA) {
      spots.add(spot(name, "production", ordered(emis, "emis-data", name)));
    }
    var quiz = clusters.require("quizmentor").id();
    CONTAINERS.forEach((service, container) ->
        spots.add(
            new Spot(service, "production", ref(quiz, "quizmentor-prod", service), container)));
    var voting = clusters.require("voting").id();
    NAMESPACES.forEach((environment, namespace) -> {
      for (var name : List.of("vote", "result", "worker")) {
        spots.add(spot(name, environment, ref(voting, namespace, name)));
      }
      spots.add(spot("voting-redis", environment, ref(voting, namespace, "redis")));
      spots.add(spot("db", environment, ordered(voting, namespace, "db")));
    });
    return spots;
  }

  private static Spot spot(String service, String environment, WorkloadRef workload) {
    return new Spot(service, environment, workload, workload.name());
  }

  private static WorkloadRef ref(ClusterId cluster, String namespace, String name) {
    return new WorkloadRef(cluster, namespace, WorkloadKind.DEPLOYMENT, name);
  }

  private static WorkloadRef ordered(ClusterId cluster, String namespace, String name) {
    return new WorkloadRef(cluster, namespace, WorkloadKind.STATEFUL_SET, name);
  }
}
