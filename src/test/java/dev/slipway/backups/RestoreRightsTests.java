package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.IssueToken;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Via;
import dev.slipway.plans.Plans;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// Who may ask for a restore, and for which.
@SlipwayTest
@Tag("slow")
class RestoreRightsTests {

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private RestoreStage stage;

  @BeforeEach
  void prepare() {
    stage = new RestoreStage(context);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void whoMayRunBackupsMayNotPutThemBack() {
    stage.grant("ada", Role.DEVELOPER, stage.slug());
    var ada = Visitor.signedIn(port, "ada");
    var page = Visitor.page(ada.get(stage.backups.view().href()));
    assertThat(page.select("header .actions").text())
        .contains("Run now", "Try a restore You may not. Ask");
    for (var kind : List.of("restore-test", "restore")) {
      var typed =
          Map.of(
              "kind",
              kind,
              "run",
              stage.copy,
              "from",
              "default",
              "into",
              "free",
              "confirmed",
              "default",
              "reason",
              "Only to see",
              "acknowledged",
              "caution",
              "seen",
              "any",
              "key",
              "one");
      var answer = ada.post(stage.backups.view().href() + "/change", typed);
      assertThat(answer.statusCode()).as(kind).isEqualTo(403);
      assertThat(ada.get(stage.backups.view().href() + "/change?kind=" + kind).statusCode())
          .isEqualTo(403);
    }
    var plan = stage.planned("free-" + stage.name());
    assertThatThrownBy(
            () -> stage.bean(Plans.class).start(plan.id(), plan.hash(), "hers", stage.actor("ada")))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("do not allow");
    stage.assertNothingAsked();
  }

  @Test
  void aTokenOfWhoMayRestoreMayNot() {
    var owner = stage.owner();
    var token =
        stage
            .bean(ApiTokens.class)
            .issue(
                new IssueToken(
                    "t-" + stage.name(),
                    true,
                    false,
                    null,
                    "",
                    Set.of(EnvironmentClass.DEVELOPMENT),
                    7),
                owner);
    var program =
        new Actor(
            owner.person(),
            owner.name() + " by token " + token.token().name(),
            Via.TOKEN,
            "127.0.0.1",
            "test",
            null,
            token.token().id());
    var plans = stage.bean(Plans.class);
    for (var into : new String[] {"free", null}) {
      assertThatThrownBy(() -> plans.preview(stage.restore(into), program))
          .isInstanceOf(DomainFailure.class)
          .hasMessageContaining("The token");
      assertThat(plans.preview(stage.restore(into), owner).isBlocked()).isFalse();
    }
  }

  @Test
  void aCopyThatHoldsAnotherTeamsServiceTakesTheRightOverThatToo() {
    var others = another();
    assertThatThrownBy(() -> stage.preview(stage.copy, "free"))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("do not allow");
    assertThat(
            Visitor.page(Visitor.signedIn(port, "kofi").get(stage.backups.view().href()))
                .select("header .actions")
                .text())
        .contains("Restore You may not");
    stage.grant("kofi", Role.SERVICE_OWNER, others);
    assertThat(stage.preview(stage.copy, "free").isBlocked()).isFalse();
  }

  @Test
  void whoDecidesOnARestoreHasASayOverEveryTeamInIt() {
    var others = another();
    stage.grant("kofi", Role.SERVICE_OWNER, others);
    stage.grant("ada", Role.APPROVER, stage.slug());
    var plan = stage.planned(null);
    var approvals = stage.bean(Approvals.class);
    var request = Objects.requireNonNull(plan.approval());
    var decide = new Decide(request, plan.hash(), true, "Looked at it");
    assertThatThrownBy(() -> approvals.decide(decide, stage.actor("ada")))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("those of 2 teams");
    stage.grant("ada", Role.APPROVER, others);
    assertThat(approvals.decide(decide, stage.actor("ada")).approved()).isTrue();
  }

  @Test
  void aListOfServicesThatSomebodyTypedTakesNobodysSayAway() {
    stage
        .bean(BackupEdits.class)
        .edit(
            new EditBackup(stage.source(), List.of(stage.name()), null, null, null, null),
            stage.owner());
    assertThat(stage.preview(stage.copy, "free").isBlocked()).isFalse();
    var others = another();
    assertThatThrownBy(() -> stage.preview(stage.copy, "free"))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("do not allow");
    var suspended = stage.backups.wish(ChangeKind.BACKUP_SUSPEND, stage.source());
    assertThatThrownBy(() -> stage.bean(Plans.class).propose(suspended, stage.owner(), true))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("do not allow");
    var listed = new EditBackup(stage.source(), List.of(stage.name()), 60, null, null, null);
    assertThatThrownBy(() -> stage.bean(BackupEdits.class).edit(listed, stage.owner()))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("do not allow");
    stage.grant("kofi", Role.SERVICE_OWNER, others);
    assertThat(stage.preview(stage.copy, "free").isBlocked()).isFalse();
  }

  @Test
  void aCronJobThatNobodyHasYetIsClaimedByWhoOwnsAllBesideIt() {
    var others = another();
    var name = "pgdump-" + stage.name().replace("mysql", "x");
    stage
        .backups
        .yard
        .cluster()
        .apply(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: %s, namespace: default}
            spec:
              schedule: 17 3 1 1 *
              jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [
                {name: dump, image: 'mysql:8.0.36', command: [mysqldump, --all-databases]}]}}}}
            """
                .formatted(name));
    stage.backups.look();
    var found =
        stage.bean(Backups.class).overview().backups().stream()
            .filter(view -> view.name().equals(name))
            .findFirst()
            .orElseThrow();
    var claim = new EditBackup(found.id(), List.of(stage.name()), null, null, true, null);
    assertThatThrownBy(() -> stage.bean(BackupEdits.class).edit(claim, stage.owner()))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("do not allow");
    stage.grant("kofi", Role.SERVICE_OWNER, others);
    stage.bean(BackupEdits.class).edit(claim, stage.owner());
    assertThat(stage.bean(BackupActs.class).offers(found.id(), stage.owner()))
        .first()
        .satisfies(offer -> assertThat(offer.whyNot()).isEmpty());
  }

  /// A team with a service of its own in the namespace of the database.
  private String another() {
    var others = "others-" + stage.slug();
    stage.bean(Teams.class).create(others, others, Actor.SYSTEM);
    stage.place("default", others);
    return others;
  }
}
