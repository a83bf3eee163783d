package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.health.AlertLine.At;
import dev.slipway.health.AlertMapping.Candidate;
import dev.slipway.kernel.UuidV7;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Which services the labels of an alert mean.
class AlertMappingTests {

  private static final UUID PRODUCTION = UuidV7.next();
  private static final UUID QA = UuidV7.next();

  private final AlertMapping mapping =
      new AlertMapping(
          List.of(
              candidate("vote", "production", PRODUCTION, "prod", "vote", Set.of("votes")),
              candidate("vote", "qa", QA, "qa", "vote", Set.of("votes")),
              candidate("redis", "production", PRODUCTION, "emis-data", "redis", Set.of()),
              candidate("redis-cluster", "production", PRODUCTION, "prod", "redis-ha", Set.of()),
              candidate(
                  "learning-orchestrator",
                  "production",
                  PRODUCTION,
                  "quizmentor-prod",
                  "learning-orchestrator",
                  Set.of("requests-availability")),
              candidate("api", "production", PRODUCTION, "edge", "api", Set.of("answers")),
              candidate(
                  "gateway", "production", PRODUCTION, "edge", "api-gateway", Set.of("answers"))));

  @Test
  void slothNamesAnObjectiveAlsoUnderAnotherNameOfItsService() {
    var found = map(Map.of("sloth_slo", "requests-availability", "sloth_service", "quizmentor"));

    assertThat(found.places()).containsExactly(new At("learning-orchestrator", "production"));
    assertThat(found.rule()).contains("sloth_slo");
  }

  @Test
  void anObjectiveThatSeveralServicesHaveIsFoundByItsService() {
    assertThat(map(Map.of("sloth_slo", "answers", "sloth_service", "gateway")).places())
        .containsExactly(new At("gateway", "production"));
    assertThat(map(Map.of("sloth_slo", "answers")).places()).isEmpty();
    assertThat(map(Map.of("sloth_slo", "answers", "job", "api")).places())
        .containsExactly(new At("api", "production"));
  }

  @Test
  void aPodIsOfTheWorkloadWithTheLongestName() {
    assertThat(map(Map.of("namespace", "edge", "pod", "api-gateway-7d9f-x2x4z")).places())
        .containsExactly(new At("gateway", "production"));
    assertThat(map(Map.of("namespace", "edge", "pod", "api-7d9f-x2x4z")).places())
        .containsExactly(new At("api", "production"));
    assertThat(map(Map.of("namespace", "edge", "pod", "api")).places()).isEmpty();
    assertThat(map(Map.of("namespace", "edge", "pod", "apis-7d9f-x2x4z")).places()).isEmpty();
  }

  @Test
  void aServiceIsFoundInTheEnvironmentsOfTheDatasourceAlone() {
    assertThat(map(Map.of("service", "vote")).places())
        .containsExactly(new At("vote", "production"));
    assertThat(mapping.map(Map.of("service", "vote"), Set.of(PRODUCTION, QA)).places())
        .containsExactly(new At("vote", "production"), new At("vote", "qa"));
  }

  @Test
  void aNamespaceNarrowsAndAWrongOneFindsNobody() {
    assertThat(
            mapping
                .map(Map.of("service", "vote", "namespace", "qa"), Set.of(PRODUCTION, QA))
                .places())
        .containsExactly(new At("vote", "qa"));
    assertThat(map(Map.of("service", "vote", "namespace", "elsewhere")).places()).isEmpty();
  }

  @Test
  void aWorkloadOrItsPodIsFoundWithItsNamespaceOnly() {
    assertThat(map(Map.of("namespace", "prod", "deployment", "redis-ha")).places())
        .containsExactly(new At("redis-cluster", "production"));
    assertThat(map(Map.of("deployment", "redis-ha")).places()).isEmpty();
    assertThat(map(Map.of("namespace", "prod", "pod", "redis-ha-7d9f-x2x4z")).places())
        .containsExactly(new At("redis-cluster", "production"));
    assertThat(map(Map.of("namespace", "emis-data", "pod", "redis-0")).places())
        .containsExactly(new At("redis", "production"));
  }

  @Test
  void aJobMayCarryItsNamespaceBeforeASlash() {
    assertThat(map(Map.of("job", "prod/vote")).places())
        .containsExactly(new At("vote", "production"));
    assertThat(map(Map.of("job", "prod/redis-ha")).places())
        .containsExactly(new At("redis-cluster", "production"));
  }

  @Test
  void whoIsNotFoundIsNotGuessed() {
    assertThat(map(Map.of("service", "votes")).rule())
        .isEqualTo("No service of its environments has service = votes.");
    assertThat(map(Map.of("severity", "page")).rule()).startsWith("None of the labels");
    assertThat(map(Map.of("service", "", "job", "")).places()).isEmpty();
  }

  private AlertMapping.Found map(Map<String, String> labels) {
    return mapping.map(labels, Set.of(PRODUCTION));
  }

  private static Candidate candidate(
      String service,
      String environment,
      UUID id,
      String namespace,
      String workload,
      Set<String> objectives) {
    return new Candidate(
        service,
        service,
        environment,
        id,
        WorkloadKind.DEPLOYMENT,
        namespace,
        workload,
        objectives);
  }
}
