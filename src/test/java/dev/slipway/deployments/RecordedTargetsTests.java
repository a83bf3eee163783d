package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployments.RollbackTargets.Target;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.runtime.Sealing;
import dev.slipway.testing.SlipwayTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What counts as the last good deployment, case by case.
@SlipwayTest
class RecordedTargetsTests {

  private final Instant begin = Instant.now().minus(Duration.ofDays(1));

  @Autowired private JdbcClient jdbc;
  @Autowired private RecordedTemplates templates;
  @Autowired private RecordedTargets targets;
  @Autowired private ObservedChanges changes;
  @Autowired private DeploymentRepository rows;
  @Autowired private Deployments deployments;
  @Autowired private DataSource source;
  @Autowired private Sealing sealing;
  private HistoryMother mother;

  @BeforeEach
  void start() {
    mother = new HistoryMother(jdbc, templates);
  }

  private Target lastGood(String running) {
    return targets.lastGood(mother.placement, mother.live(running, 3)).orElseThrow();
  }

  @Test
  void itIsTheLastThatSucceededAndDiffersFromWhatRuns() {
    var first = mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    mother.ours("1.0.0", "1.0.1", "failed", begin.plusSeconds(60), false);
    mother.ours("1.0.0", "1.0.2", "succeeded", begin.plusSeconds(120), false);
    assertThat(lastGood("1.0.2").deployment()).isEqualTo(first);
    assertThat(lastGood("1.0.2").lastGood()).isTrue();
    assertThat(lastGood("1.0.2").approvers()).containsExactly("Mira");
  }

  /// The emergency road goes through here.
  @Test
  void howManyWereOnlyRestartsChangesNothingInHowOftenTheDatabaseIsAsked() {
    for (var each = 0; each < 9; each++) {
      restarted("1.0.0", begin.plusSeconds(60 + each));
    }
    var counted = new CountedDatabase(source);
    var asking =
        new RecordedTargets(counted.jdbc(), new RecordedTemplates(counted.jdbc(), sealing));

    var good = mother.ours("0.8.0", "0.9.9", "succeeded", begin, false);

    assertThat(asking.lastGood(mother.placement, mother.live("1.0.0", 3)).orElseThrow())
        .extracting(Target::deployment)
        .isEqualTo(good);
    assertThat(counted.asked()).isEqualTo(3);
  }

  private void restarted(String version, Instant at) {
    var template = PodTemplate.of(mother.live(version, 3)).restartedAt(at.toString());
    templates.keep(mother.placement.id(), template, Map.of());
    mother.insert(
        UuidV7.next(),
        "succeeded",
        mother.key(version),
        templates.key(template.hash()),
        version,
        at,
        false,
        Duration.ofSeconds(30));
  }

  @Test
  void aMigrationIsToldOnceForEachVersionOfItsOwnImageNewestFirst() {
    var target = mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    ran(target, "migrated:migrate", begin.plusSeconds(1));
    for (var each = 1; each <= 40; each++) {
      var at = begin.plusSeconds(60L * each);
      ran(mother.ours("1.0.0", "1.0.1", "succeeded", at, false), "migrated:migrate", at);
    }
    var at = begin.plusSeconds(3_000);
    var newest = mother.ours("1.0.1", "1.0.2", "succeeded", at, false);
    ran(newest, "migrated:migrate", at);
    ran(newest, "migration-failed:seed", at);
    var other =
        PodTemplate.of(mother.live("1.0.2", 3))
            .withImages(Map.of("migrate", "registry.emis.local/student-migrate:8"));
    templates.keep(mother.placement.id(), other, Map.of());
    jdbc.sql("update deployment set to_template = ? where id = ?")
        .params(templates.key(other.hash()), newest)
        .update();

    assertThat(targets.migrationsSince(mother.placement, target))
        .containsExactly(new Migrations.Ran("migrate", "8"), new Migrations.Ran("migrate", "7"));

    jdbc.sql("update deployment set to_template = 'forgotten' where id = ?").param(newest).update();
    assertThat(targets.migrationsSince(mother.placement, target))
        .as("of a template that is not kept, the version that the deployment brought")
        .startsWith(new Migrations.Ran("migrate", "1.0.2"));
  }

  private void ran(UUID deployment, String step, Instant at) {
    jdbc.sql("insert into deployment_step (id, deployment, at, step, text) values (?, ?, ?, ?, '')")
        .params(UuidV7.next(), deployment, Timestamp.from(at), step)
        .update();
  }

  @Test
  void whatWasTakenBackIsNeverGoodAgainByItself() {
    var good = mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    var bad = mother.ours("1.0.0", "1.0.1", "succeeded", begin.plusSeconds(60), false);
    var back = mother.ours("1.0.1", "1.0.0", "succeeded", begin.plusSeconds(120), false);
    rows.markRolledBack(back);
    assertThat(deployments.byId(bad).summary().rolledBackBy()).isEqualTo(back);
    assertThat(deployments.byId(good).summary().rolledBackBy()).isNull();
    assertThat(targets.lastGood(mother.placement, mother.live("1.0.0", 3))).isEmpty();
    var explicit = targets.byId(mother.placement, mother.live("1.0.0", 3), bad).orElseThrow();
    assertThat(explicit.way()).isEqualTo(Way.FORWARD);
  }

  /// Taken back at 1.0.1 that was restarted before: the rollback marks what ran last, and the
  /// version must not come back as the way back of tomorrow.
  @Test
  void neitherIsWhatWasOnlyRestartedBeforeItWasTakenBack() {
    mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    var bad = mother.ours("1.0.0", "1.0.1", "succeeded", begin.plusSeconds(60), false);
    var back = mother.ours("1.0.1-restarted", "1.0.0", "succeeded", begin.plusSeconds(120), false);
    jdbc.sql("update deployment set kind = 'rollback' where id = ?").param(back).update();
    rows.markRolledBack(back);

    assertThat(targets.lastGood(mother.placement, mother.live("1.0.0", 3))).isEmpty();
    assertThat(way(bad)).isEqualTo(Way.FORWARD);
  }

  @Test
  void whatDidNotSucceedOrIsNewerIsNoWayBack() {
    var older = mother.ours("0.8.0", "0.9.0", "succeeded", begin, false);
    var failed = mother.ours("0.9.0", "0.9.1", "failed", begin.plusSeconds(30), false);
    var good = mother.ours("0.9.0", "0.9.9", "succeeded", begin.plusSeconds(60), false);
    mother.ours("0.9.9", "1.0.0", "succeeded", begin.plusSeconds(120), false);
    assertThat(way(older)).isEqualTo(Way.BACK);
    assertThat(way(failed)).isEqualTo(Way.FORWARD);
    assertThat(way(good)).isEqualTo(Way.LAST_GOOD);
    var newer = mother.ours("1.0.0", "1.0.1", "succeeded", begin.plusSeconds(180), false);
    mother.ours("1.0.1", "1.0.2", "succeeded", begin.plusSeconds(240), false);
    assertThat(way(newer)).as("1.0.2 ran here last").isEqualTo(Way.FORWARD);
  }

  private Way way(UUID deployment) {
    return targets.byId(mother.placement, mother.live("1.0.0", 3), deployment).orElseThrow().way();
  }

  /// What another workload did under the same placement says nothing about this one.
  @Test
  void goingBackTwiceIsSeenThroughAnotherWorkloadInBetween() {
    mother.ours("0.9.7", "0.9.8", "succeeded", begin, false);
    mother.ours("0.9.8", "1.0.0", "succeeded", begin.plusSeconds(60), false);
    mother.ours("1.0.0", "1.0.1", "succeeded", begin.plusSeconds(120), false);
    var back = mother.ours("1.0.1", "1.0.0", "succeeded", begin.plusSeconds(180), false);
    jdbc.sql("update deployment set kind = 'rollback' where id = ?").param(back).update();
    rows.markRolledBack(back);
    var elsewhere = mother.ours("5.0.0", "5.0.1", "succeeded", begin.plusSeconds(240), false);
    jdbc.sql("update deployment set workload_name = 'other' where id = ?")
        .param(elsewhere)
        .update();

    assertThat(lastGood("1.0.0").template().version("app")).isEqualTo("0.9.8");
    assertThat(lastGood("1.0.0").way()).isEqualTo(Way.BACK);
  }

  @Test
  void goingBackFurtherFromWhatWasGoneBackToIsOlder() {
    mother.ours("0.9.7", "0.9.8", "succeeded", begin, false);
    mother.ours("0.9.8", "1.0.0", "succeeded", begin.plusSeconds(60), false);
    mother.ours("1.0.0", "1.0.1", "succeeded", begin.plusSeconds(120), false);
    assertThat(lastGood("1.0.1").template().version("app")).isEqualTo("1.0.0");
    assertThat(lastGood("1.0.1").lastGood()).isTrue();

    var back = mother.ours("1.0.1", "1.0.0", "succeeded", begin.plusSeconds(180), false);
    jdbc.sql("update deployment set kind = 'rollback' where id = ?").param(back).update();
    rows.markRolledBack(back);
    var older = lastGood("1.0.0");
    assertThat(older.template().version("app")).isEqualTo("0.9.8");
    assertThat(older.lastGood()).isFalse();
    var explicit = targets.byId(mother.placement, mother.live("1.0.0", 3), older.deployment());
    assertThat(explicit.orElseThrow().lastGood()).isFalse();
    assertThat(lastGood("1.0.2").lastGood()).as("others changed it since").isTrue();
  }

  @Test
  void theHealthyBaseOfOurDeploymentIsGoodEvenIfOthersMadeIt() {
    changes.note(mother.look("1.0.0", 3, true));
    mother.ours("1.0.0", "1.0.1", "failed", Instant.now().plusSeconds(5), false);
    assertThat(lastGood("1.0.1").lastGood()).isTrue();
  }

  @Test
  void aBaseThatWasUnhealthyWhenPlannedIsNotGood() {
    changes.note(mother.look("1.0.0", 3, true));
    mother.ours("1.0.0", "1.0.1", "failed", Instant.now().plusSeconds(5), true);
    assertThat(lastGood("1.0.1").lastGood()).isFalse();
  }

  @Test
  void aWorkloadThatThePortalNeverDeployedGoesBackToWhatWasSeenOrKept() {
    changes.note(mother.look("1.0.1", 3, true, mother.revision("1.0.0", "1", begin)));
    var target = lastGood("1.0.1");
    assertThat(target.template().version("app")).isEqualTo("1.0.0");
    assertThat(target.lastGood()).isFalse();
  }

  @Test
  void aTargetOfAnotherPlacementIsUnknownHere() {
    var other = new HistoryMother(jdbc, templates);
    var theirs = other.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    assertThat(targets.byId(mother.placement, mother.live("1.0.1", 3), theirs)).isEmpty();
  }

  @Test
  void usualAndSlowAreMedianAndNinthTenth() {
    for (int i = 1; i <= 10; i++) {
      mother.insert(
          UUID.randomUUID(),
          "succeeded",
          null,
          mother.key("1.0." + i),
          "1.0." + i,
          begin.plusSeconds(i),
          false,
          Duration.ofSeconds(10L * i));
    }
    var usual = deployments.usual(mother.placement.id(), ChangeKind.ROLLOUT).orElseThrow();
    assertThat(usual.median()).isEqualTo(Duration.ofSeconds(55));
    assertThat(usual.slow()).isEqualTo(Duration.ofSeconds(91));
    assertThat(deployments.usual(mother.placement.id(), ChangeKind.SCALE)).isEmpty();
  }

  @Test
  void theHistoryPagesByKeyset() {
    for (int i = 0; i < 5; i++) {
      mother.ours("0", "1.0." + i, "succeeded", begin.plusSeconds(i), false);
    }
    var service = "student-" + mother.placement.id().value();
    var first = deployments.search(DeploymentSearch.ofService(service, 3));
    assertThat(first.items())
        .extracting(DeploymentSummary::to)
        .containsExactly("1.0.4", "1.0.3", "1.0.2");
    var second =
        deployments.search(
            new DeploymentSearch(service, null, null, Set.of(), null, null, null, first.next(), 3));
    assertThat(second.items()).extracting(DeploymentSummary::to).containsExactly("1.0.1", "1.0.0");
    assertThat(second.next()).isNull();
  }

  @Test
  void theHistoryIsNarrowedToOneStateOrToAnyOfSeveral() {
    mother.ours("0", "1.0.0", "succeeded", begin, false);
    mother.ours("0", "1.0.1", "failed", begin.plusSeconds(1), false);
    mother.ours("0", "1.0.2", "aborted", begin.plusSeconds(2), false);
    var all = DeploymentSearch.ofService("student-" + mother.placement.id().value(), 3);

    assertThat(deployments.search(all.in(Set.of(DeploymentState.FAILED))).items())
        .extracting(DeploymentSummary::to)
        .containsExactly("1.0.1");
    assertThat(
            deployments
                .search(all.in(Set.of(DeploymentState.FAILED, DeploymentState.ABORTED)))
                .items())
        .extracting(DeploymentSummary::to)
        .containsExactly("1.0.2", "1.0.1");
  }
}
