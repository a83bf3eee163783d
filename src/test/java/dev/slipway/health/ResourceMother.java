package dev.slipway.health;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Size;
import dev.slipway.clusters.resources.ClusterResources.Template;
import dev.slipway.clusters.resources.ClusterResources.Way;
import dev.slipway.health.AlertLine.At;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// QuizMentor in production, as tests of what stands around workloads see it.
final class ResourceMother {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Instant MORNING = NOON.minusSeconds(20_000);
  static final At ORCHESTRATOR = new At("learning-orchestrator", "production");
  static final At DATABASE = new At("postgres-primary", "production");
  static final Placed PLACED =
      new Placed(
          Map.of(
              workload(WorkloadKind.DEPLOYMENT, "learning-orchestrator"), ORCHESTRATOR,
              workload(WorkloadKind.STATEFUL_SET, "postgres-primary"), DATABASE),
          Map.of(name("orchestrator-abc"), ORCHESTRATOR),
          Map.of("general-1", Set.of(ORCHESTRATOR, DATABASE)));

  private ResourceMother() {}

  static Name name(String name) {
    return new Name("quizmentor-prod", name);
  }

  private static Placed.Workload workload(WorkloadKind kind, String name) {
    return new Placed.Workload(kind, name(name));
  }

  static Way way(String name, Map<String, String> selector, int ready, int all) {
    return new Way(name(name), "ClusterIP", false, selector, ready, all, List.of(), MORNING);
  }

  static Template template(WorkloadKind kind, String name, int replicas) {
    return new Template(
        kind,
        name(name),
        replicas,
        Map.of("app", name, "version", "v1"),
        new Size(new BigDecimal("0.25"), BigDecimal.valueOf(512L << 20)),
        new Size(BigDecimal.ONE, BigDecimal.valueOf(1L << 30)),
        Set.of(),
        kind == WorkloadKind.STATEFUL_SET ? Set.of("data") : Set.of());
  }
}
