package dev.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.deployments.ImageRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.NotAllowed;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Via;
import dev.slipway.policies.EvidenceRule;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Who may say what of an image, and what a policy makes of it.
@SlipwayTest
class EvidenceTests {

  private static final EvidenceRule TESTS = new EvidenceRule(Set.of(EvidenceKind.TEST), 0, null);

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private EvidenceStage stage;
  private String image;

  @BeforeEach
  void prepare() {
    stage = new EvidenceStage(context);
    image = stage.image();
  }

  @Test
  void theNewestOfItsKindAndToolCounts() {
    var production = stage.environment(EnvironmentClass.PRODUCTION, TESTS);
    assertThat(stage.rollout(production, image))
        .isInstanceOfSatisfying(
            Verdict.Block.class,
            block -> {
              assertThat(block.reason())
                  .contains(production.name() + " asks of every image: tests passed")
                  .contains(":1.0.1: no evidence of tests");
              assertThat(block.wayOut()).contains("POST /api/v1/evidence").contains("plan again");
            });

    stage.record(stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.kofi));
    assertThat(stage.rollout(production, image))
        .isInstanceOfSatisfying(
            Verdict.Allow.class,
            allow -> assertThat(allow.reason()).contains("tests passed (kofi, ").contains("UTC"));

    stage.record(stage.says(image, EvidenceKind.TEST, false), EvidenceStage.actor(stage.kofi));
    assertThat(stage.rollout(production, image)).isInstanceOf(Verdict.Block.class);

    stage.record(stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.kofi));
    assertThat(stage.rollout(production, image)).isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void whoeverWantsAChangeTakesBackNothingThatAWebhookSaid() {
    var production = stage.environment(EnvironmentClass.PRODUCTION, TESTS);
    var kofi = EvidenceStage.actor(stage.kofi);
    heard(false);
    stage.record(stage.says(image, EvidenceKind.TEST, true), kofi);
    assertThat(stage.rollout(production, image))
        .isInstanceOfSatisfying(
            Verdict.Block.class, block -> assertThat(block.reason()).contains("tests failed"));
    assertThat(shown(EnvironmentClass.PRODUCTION))
        .containsExactly("test failed ci by webhook", "test passed kofi");

    heard(true);
    assertThat(stage.rollout(production, image)).isInstanceOf(Verdict.Allow.class);
    stage.record(stage.says(image, EvidenceKind.TEST, false), kofi);
    assertThat(stage.rollout(production, image))
        .as("nor does the webhook take back what somebody saw")
        .isInstanceOf(Verdict.Block.class);
  }

  private void heard(boolean passed) {
    var hook = new Actor(null, "ci by webhook", Via.WEBHOOK, "127.0.0.1", "test", null);
    stage
        .bean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            stage
                .bean(Evidence.class)
                .keep(
                    stage.says(image, EvidenceKind.TEST, passed),
                    stage.service,
                    EnumSet.allOf(EnvironmentClass.class),
                    hook));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "turned \u202e round", "a\u2028line", "no\u200b room", " "})
  void whatIsSaidIsSeenAndOnOneLine(String odd) {
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() ->
            new RecordEvidence(
                ImageRef.parse(image),
                stage.service.slug(),
                EvidenceKind.TEST,
                true,
                odd,
                "",
                null,
                null,
                null,
                null,
                null))
        .withMessageContaining("visible characters on one line");
  }

  @Test
  void everyImageNeedsItAndItsContentDecides() {
    var production = stage.environment(EnvironmentClass.PRODUCTION, TESTS);
    var kofi = EvidenceStage.actor(stage.kofi);
    var sidecar = stage.image();
    stage.record(stage.says(image, EvidenceKind.TEST, true), kofi);

    assertThat(stage.rollout(production, image, sidecar)).isInstanceOf(Verdict.Block.class);
    assertThat(stage.rollout(production, image.replace(":1.0.1@", ":renamed@")))
        .isInstanceOf(Verdict.Allow.class);
    var tag = image.substring(0, image.indexOf('@'));
    stage.record(stage.says(tag, EvidenceKind.TEST, true), kofi);
    assertThat(stage.rollout(production, stage.image()))
        .as("the same tag, other content")
        .isInstanceOf(Verdict.Block.class);
    assertThat(stage.rollout(production, tag))
        .isInstanceOfSatisfying(
            Verdict.Block.class, block -> assertThat(block.reason()).contains("no digest"));
  }

  @Test
  void itCountsOnlyWhereItsSourceMayChangeTheService() {
    var production = stage.environment(EnvironmentClass.PRODUCTION, TESTS);
    var staging = stage.environment(EnvironmentClass.STAGING, TESTS);

    var kept =
        stage.record(stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.ada));

    assertThat(kept.countsIn())
        .containsExactly(EnvironmentClass.DEVELOPMENT, EnvironmentClass.STAGING);
    assertThat(stage.rollout(staging, image)).isInstanceOf(Verdict.Allow.class);
    assertThat(stage.rollout(production, image)).isInstanceOf(Verdict.Block.class);
    stage.record(stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.kofi));
    stage.record(stage.says(image, EvidenceKind.TEST, false), EvidenceStage.actor(stage.ada));
    assertThat(stage.rollout(production, image))
        .as("nor does whoever may not change production stop it")
        .isInstanceOf(Verdict.Allow.class);
    assertThat(stage.rollout(staging, image)).isInstanceOf(Verdict.Block.class);
  }

  @Test
  void whatCountsIsShownFirstAndBesideItWhatDoesNot() {
    stage.record(stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.kofi));
    stage.record(stage.says(image, EvidenceKind.TEST, false), EvidenceStage.actor(stage.ada));
    stage.record(stage.says(image, EvidenceKind.LINT, true), EvidenceStage.actor(stage.kofi));

    assertThat(shown(EnvironmentClass.PRODUCTION))
        .as("the verdict goes by the first")
        .containsExactly("lint passed kofi", "test passed kofi", "test failed ada");
    assertThat(shown(EnvironmentClass.STAGING))
        .containsExactly("lint passed kofi", "test failed ada");
  }

  private List<String> shown(EnvironmentClass where) {
    return stage
        .bean(Evidence.class)
        .ofImage(stage.service.id(), ImageRef.parse(image), where)
        .stream()
        .map(one -> one.kind().slug() + (one.passed() ? " passed " : " failed ") + one.source())
        .toList();
  }

  @Test
  void aTokenSaysItWithinItsBounds() {
    var narrow = stage.token(stage.kofi, stage.service.slug(), EnvironmentClass.PRODUCTION);
    var kept =
        stage.record(
            stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.kofi, narrow));

    assertThat(kept.countsIn()).containsExactly(EnvironmentClass.PRODUCTION);
    assertThat(kept.source()).startsWith("kofi by token ci-");
    var elsewhere = stage.token(stage.kofi, stage.other.slug(), EnvironmentClass.PRODUCTION);
    assertThatThrownBy(() ->
            stage.record(
                stage.says(image, EvidenceKind.TEST, true),
                EvidenceStage.actor(stage.kofi, elsewhere)))
        .isInstanceOf(NotAllowed.class);
  }

  @Test
  void whatIsSaidOfAnotherServiceCountsForThatOneAlone() {
    var production = stage.environment(EnvironmentClass.PRODUCTION, TESTS);

    stage.record(stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.kofi));

    assertThat(stage.verdict(stage.other, production, ChangeKind.ROLLOUT, Way.FORWARD, image))
        .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Verdict.Block.class));
  }

  @Test
  void ofNoServiceInParticularOnlyWhoMayChangeEveryOneSpeaks() {
    var wish =
        new RecordEvidence(
            ImageRef.parse(image),
            null,
            EvidenceKind.SCAN,
            true,
            "no findings",
            "trivy",
            null,
            null,
            null,
            null,
            null);

    assertThatThrownBy(() -> stage.record(wish, EvidenceStage.actor(stage.kofi)))
        .isInstanceOfSatisfying(
            NotAllowed.class, refused -> assertThat(refused.getMessage()).isNotBlank());
    assertThat(stage.record(wish, Actor.SYSTEM).countsIn())
        .containsExactly(EnvironmentClass.values());
    var rule = new EvidenceRule(Set.of(EvidenceKind.SCAN), 0, null);
    assertThat(stage.rollout(stage.environment(EnvironmentClass.PRODUCTION, rule), image))
        .isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void whereverTheWayBackLeadsItIsJudgedByWhatItIs() {
    var production = stage.environment(EnvironmentClass.PRODUCTION, TESTS);

    assertThat(stage.verdict(production, ChangeKind.ROLLBACK, Way.LAST_GOOD, image))
        .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Verdict.Allow.class));
    assertThat(stage.verdict(production, ChangeKind.ROLLBACK, Way.BACK, image))
        .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Verdict.Allow.class));
    assertThat(stage.verdict(production, ChangeKind.ROLLBACK, Way.FORWARD, image))
        .as("a rollback in name only")
        .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Verdict.Block.class));
    for (var kind : new ChangeKind[] {ChangeKind.RESTART, ChangeKind.SCALE, ChangeKind.RESOURCES}) {
      assertThat(stage.verdict(production, kind, Way.FORWARD, image)).isEmpty();
    }
    assertThat(
            stage.verdict(
                stage.environment(EnvironmentClass.PRODUCTION, EvidenceRule.NONE),
                ChangeKind.ROLLOUT,
                Way.FORWARD,
                image))
        .isEmpty();
  }

  @Test
  void nobodyChangesWhatWasSaidAndOldStatementsGo() {
    var kept =
        stage.record(stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.kofi));

    assertThatThrownBy(() -> jdbc.sql("update evidence set passed = false").update())
        .hasStackTraceContaining("permission denied");
    JdbcClient.create(TestDatabase.shared().superuser())
        .sql("update evidence set recorded_at = now() - interval '30 days' where id = :id")
        .param("id", kept.id())
        .update();
    assertThat(stage.bean(EvidenceRows.class).forget(Duration.ofDays(29))).isPositive();
    assertThat(stage.bean(Evidence.class).ofService(stage.service.id(), 10)).isEmpty();
  }

  @Test
  void theTrailTellsWhoSaidWhat() {
    stage.record(stage.says(image, EvidenceKind.TEST, false), EvidenceStage.actor(stage.kofi));

    assertThat(
            jdbc.sql(
                    """
                    select count(*) from audit.audit_event where action = 'evidence.recorded'
                      and service = :service and actor_name = 'kofi'
                    """)
                .param("service", stage.service.slug())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }
}
