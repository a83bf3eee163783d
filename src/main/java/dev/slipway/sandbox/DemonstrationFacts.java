package dev.slipway.sandbox;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.DeclaredFacts;
import dev.slipway.catalog.Systems;
import dev.slipway.kernel.Actor;
import java.util.List;
import org.springframework.stereotype.Component;

/// What people say of the demonstration's systems and no cluster can tell.
@Component
@InSandbox
class DemonstrationFacts {

  private final DeclaredFacts facts;
  private final Systems systems;

  DemonstrationFacts(DeclaredFacts facts, Systems systems) {
    this.facts = facts;
    this.systems = systems;
  }

  void settle() {
    declare(
        "platform-edu",
        new DeclaredFact(
            "Cluster", "platform-edu-aks in platform-edu-rg, Azure network policy", ""),
        new DeclaredFact("Registry", "ACR Premium, replica in East US 2; pulled by AcrPull", ""),
        new DeclaredFact("Log Analytics", "kept 30 days", ""),
        new DeclaredFact("Entry", "Application Gateway WAF_v2", ""),
        new DeclaredFact(
            "Terraform state",
            "in Azure Blob storage",
            "https://portal.platform.edu/infrastructure/state"));
    declare(
        "emis",
        new DeclaredFact("Hardware plan", "3 masters, 6 to 20 workers", ""),
        new DeclaredFact("API address", "k8s-master-lb.emis.local:6443, a pair of HAProxy", ""),
        new DeclaredFact("Network", "Calico", ""),
        new DeclaredFact(
            "Scaling of MySQL", "read replicas for reports; all writes go to one member", ""),
        new DeclaredFact("Scaling of MongoDB", "sharding by school, once one shard is full", ""),
        new DeclaredFact("Connections", "pooled by each service, 100 at most", ""),
        new DeclaredFact("Scaling of nodes", "cluster autoscaling, 6 to 20 workers", ""));
    declare(
        "quizmentor",
        new DeclaredFact("Cluster", "EKS quizmentor-prod 1.28", ""),
        new DeclaredFact("Scaling of nodes", "by hand-off: general 3 to 10, spot 2 to 10", ""));
    declare(
        "iot", new DeclaredFact("Compose stack", "9 services, and a variant for development", ""));
    declare(
        "voting",
        new DeclaredFact(
            "Compose stack",
            "for development, outside of Kubernetes",
            "https://git.voting.example/voting/compose.yaml"),
        new DeclaredFact("Minikube", "for development, on each developer's machine", ""),
        new DeclaredFact(
            "Read replicas of db", "none run yet: db is one primary, which reads and writes", ""),
        new DeclaredFact("WAF, VPC, security groups", "as Terraform declares them", ""));
  }

  private void declare(String system, DeclaredFact... declared) {
    facts.declare(systems.require(system).id(), List.of(declared), Actor.SYSTEM);
  }
}
