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
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Says which workload of the simulated clusters runs each service of the demonstration.
@Component
@InSandbox
class DemonstrationPlacements {

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

  void settle() {
    var emis = clusters.require("emis").id();
    place("student-service", "production", ref(emis, "emis-services", "student-service"));
    place("api-gateway", "production", ref(emis, "emis-services", "api-gateway"));
    place("redis", "production", ref(emis, "emis-data", "redis"));
    for (var name : ORDERED_DATA) {
      place(
          name, "production", new WorkloadRef(emis, "emis-data", WorkloadKind.STATEFUL_SET, name));
    }
    var quiz = clusters.require("quizmentor").id();
    CONTAINERS.forEach((service, container) ->
        place(service, "production", ref(quiz, "quizmentor-prod", service), container));
    var voting = clusters.require("voting").id();
    NAMESPACES.forEach((environment, namespace) -> {
      place("vote", environment, ref(voting, namespace, "vote"));
      place("result", environment, ref(voting, namespace, "result"));
      place("worker", environment, ref(voting, namespace, "worker"));
      place("voting-redis", environment, ref(voting, namespace, "redis"));
      place("db", environment, new WorkloadRef(voting, namespace, WorkloadKind.STATEFUL_SET, "db"));
    });
  }

  private static WorkloadRef ref(ClusterId cluster, String namespace, String name) {
    return new WorkloadRef(cluster, namespace, WorkloadKind.DEPLOYMENT, name);
  }

  /// A placement and its past appear together, so that its history is never seen half.
  private void place(String service, String environment, WorkloadRef workload) {
    place(service, environment, workload, workload.name());
  }

  private void place(String service, String environment, WorkloadRef workload, String container) {
    var live = gateway.read(workload).orElseThrow();
    var command =
        new PlaceService(
            services.require(service).id(),
            environments.require(environment).id(),
            workload,
            container);
    transactions.executeWithoutResult(
        _ -> history.write(placements.place(command, Actor.SYSTEM), service, environment, live));
  }
}
