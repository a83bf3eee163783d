package dev.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.EvidenceRule;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import dev.slipway.policies.spi.Severity;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.Line;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// Lines of the five systems that are about what pipelines prove of images.
@SlipwayTest
class EvidenceLinesTests {

  private static final Findings CLEAN = new Findings(0, 0, 3, 8);
  private static final Findings CRITICAL = new Findings(1, 0, 3, 8);

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private HookStage hooks;
  private EvidenceStage stage;
  private String image;

  @BeforeEach
  void prepare() {
    hooks = new HookStage(context, port);
    stage = hooks.cast;
    image = hooks.image;
  }

  @AfterEach
  void close() {
    hooks.close();
  }

  @Test
  @Line("edu-17")
  void anImageNeedsItsScanAndItsSignature() {
    var production =
        environment(EnvironmentClass.PRODUCTION, EvidenceKind.SCAN, EvidenceKind.SIGNATURE);
    says(EvidenceKind.SCAN, true, "trivy", null, CLEAN);

    assertThat(stage.rollout(production, image))
        .isInstanceOfSatisfying(
            Verdict.Block.class,
            block -> assertThat(block.reason()).contains("no evidence of signature"));
    says(EvidenceKind.SIGNATURE, true, "cosign", null, null);
    assertThat(stage.rollout(production, image))
        .isInstanceOfSatisfying(
            Verdict.Allow.class,
            allow -> assertThat(allow.reason()).contains("signature by cosign passed"));
    assertThat(builds()).contains("Scan by trivy", "Signature by cosign");
  }

  @Test
  @Line({"edu-19", "quiz-27"})
  void aPipelineReportsEveryBuildByWebhook() {
    var said =
        List.of("build", "lint", "test", "scan", "coverage").stream()
            .map(kind -> hooks.said(stage.service.slug(), kind))
            .toArray(String[]::new);

    var answer = hooks.sender.deliver(hooks.hook.path(), hooks.secret, HookStage.delivery(said));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(builds()).containsExactly("Build", "Lint", "Tests", "Coverage", "Scan");
  }

  @Test
  @Line("iot-11")
  void coverageBelowItsGateStopsTheImage() {
    var gate = new EvidenceRule(Set.of(EvidenceKind.LINT, EvidenceKind.TEST), 80, null);
    var production = stage.environment(EnvironmentClass.PRODUCTION, gate);
    says(EvidenceKind.LINT, true, "flake8", null, null);
    for (var python : List.of("python 3.9", "python 3.10", "python 3.11")) {
      says(EvidenceKind.TEST, true, python, null, null);
    }
    says(EvidenceKind.COVERAGE, true, "", "79.99", null);

    assertThat(stage.rollout(production, image))
        .isInstanceOfSatisfying(
            Verdict.Block.class,
            block ->
                assertThat(block.reason())
                    .contains("coverage is 79.99 % (expected: 80 % or more)"));
    says(EvidenceKind.COVERAGE, true, "", "80", null);
    assertThat(stage.rollout(production, image)).isInstanceOf(Verdict.Allow.class);
    says(EvidenceKind.TEST, false, "python 3.9", null, null);
    assertThat(stage.rollout(production, image))
        .isInstanceOfSatisfying(
            Verdict.Block.class,
            block -> assertThat(block.reason()).contains("tests by python 3.9 failed"));
  }

  @Test
  @Line("iot-15")
  void aLoadRunOnStagingIsWhatProductionAsksFor() {
    var production = environment(EnvironmentClass.PRODUCTION, EvidenceKind.LOAD);

    assertThat(stage.rollout(production, image)).isInstanceOf(Verdict.Block.class);
    says(EvidenceKind.LOAD, true, "locust", null, null);
    assertThat(stage.rollout(production, image))
        .isInstanceOfSatisfying(
            Verdict.Allow.class,
            allow -> assertThat(allow.reason()).contains("load test by locust passed"));
  }

  @Test
  @Line("iot-16")
  void findingsAreShownPerImageAndBlockBySeverity() {
    var bound = new EvidenceRule(Set.of(EvidenceKind.SBOM), 0, Severity.CRITICAL);
    var production = stage.environment(EnvironmentClass.PRODUCTION, bound);
    says(EvidenceKind.SBOM, true, "syft", null, null);
    says(EvidenceKind.SCAN, true, "bandit", null, CLEAN);
    says(EvidenceKind.SCAN, true, "safety", null, CLEAN);
    says(EvidenceKind.SCAN, true, "trivy", null, CRITICAL);

    assertThat(stage.rollout(production, image))
        .isInstanceOfSatisfying(
            Verdict.Block.class,
            block ->
                assertThat(block.reason())
                    .contains("scan by trivy found 1 critical, 3 medium, 8 low")
                    .doesNotContain("bandit"));
    assertThat(builds())
        .containsExactly("Scan by bandit", "Scan by safety", "Scan by trivy", "SBOM by syft");
    says(EvidenceKind.SCAN, true, "trivy", null, CLEAN);
    assertThat(stage.rollout(production, image)).isInstanceOf(Verdict.Allow.class);
  }

  @Test
  @Line({"vote-5", "vote-13"})
  void testsAndAScanComeBeforeQaAndBeforeProductionWhicheverRegistryHoldsTheImage() {
    var dev = stage.environment(EnvironmentClass.DEVELOPMENT, EvidenceRule.NONE);
    var qa = environment(EnvironmentClass.STAGING, EvidenceKind.TEST, EvidenceKind.SCAN);
    var production = environment(EnvironmentClass.PRODUCTION, EvidenceKind.TEST, EvidenceKind.SCAN);
    var inProduction = image.replace("registry.example", "registry.production.example");

    assertThat(stage.verdict(dev, ChangeKind.ROLLOUT, Way.FORWARD, image)).isEmpty();
    says(EvidenceKind.TEST, true, "", null, null);
    assertThat(stage.rollout(qa, image)).isInstanceOf(Verdict.Block.class);
    assertThat(stage.rollout(production, inProduction)).isInstanceOf(Verdict.Block.class);
    says(EvidenceKind.SCAN, true, "", null, null);
    assertThat(stage.rollout(qa, image)).isInstanceOf(Verdict.Allow.class);
    assertThat(stage.rollout(production, inProduction))
        .as("the same content in the registry of production")
        .isInstanceOf(Verdict.Allow.class);
    assertThat(stage.rollout(production, stage.image())).isInstanceOf(Verdict.Block.class);
  }

  private EnvironmentView environment(EnvironmentClass environmentClass, EvidenceKind... kinds) {
    return stage.environment(environmentClass, new EvidenceRule(Set.of(kinds), 0, null));
  }

  private void says(
      EvidenceKind kind,
      boolean passed,
      String tool,
      @Nullable String coverage,
      @Nullable Findings findings) {
    stage.record(
        stage.says(image, kind, passed, tool, coverage, findings), EvidenceStage.actor(stage.kofi));
  }

  /// What the service's page says of its newest build.
  private List<String> builds() {
    var answer =
        Visitor.signedIn(port, "vera").get("/services/" + stage.service.slug() + "/evidence");
    return Visitor.page(answer).select("li b").stream().map(Element::text).toList();
  }
}
