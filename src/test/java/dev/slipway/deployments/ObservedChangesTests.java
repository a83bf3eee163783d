package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class ObservedChangesTests {

  @Autowired private JdbcClient jdbc;
  @Autowired private RecordedTemplates templates;
  @Autowired private ObservedChanges changes;
  @Autowired private Deployments deployments;
  private HistoryMother mother;

  @BeforeEach
  void start() {
    mother = new HistoryMother(jdbc, templates);
  }

  private List<DeploymentSummary> history() {
    return deployments.recent(mother.placement.id(), 20);
  }

  @Test
  void theFirstLookRebuildsThePastFromRevisionsAndSaysThatItWasSeenLate() {
    var hour = Instant.now().minus(Duration.ofHours(1));
    changes.note(
        mother.look(
            "1.0.1",
            3,
            true,
            mother.revision("1.0.1", "2", hour.plusSeconds(60)),
            mother.revision("1.0.0", "1", hour)));
    assertThat(history()).extracting(DeploymentSummary::to).containsExactly("1.0.1", "1.0.0");
    assertThat(history()).allMatch(DeploymentSummary::seenLate);
    assertThat(history().getFirst().from()).isEqualTo("1.0.0");
    assertThat(deployments.change(history().getFirst().id()).orElseThrow()).isNotEmpty();
  }

  @Test
  void theVersionIsAsOldAsTheDeploymentThatBroughtIt() {
    var hour = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    var id = mother.placement.id();
    changes.note(mother.look("1.0.0", 3, true, mother.revision("1.0.0", "1", hour)));
    changes.note(mother.look("1.0.0", 5, false));

    assertThat(deployments.versions(List.of(id)))
        .containsEntry(id, new VersionSince("1.0.0", hour));
    assertThat(deployments.versions()).containsEntry(id, new VersionSince("1.0.0", hour));
    assertThat(deployments.versions(List.of())).isEmpty();

    changes.note(mother.look("1.0.1", 5, false));
    var now = Objects.requireNonNull(deployments.versions(List.of(id)).get(id));
    assertThat(now.version()).isEqualTo("1.0.1");
    assertThat(now.at()).isAfter(hour);
  }

  @Test
  void afterTheWayBackTheAgeBeginsAgain() {
    var id = mother.placement.id();
    changes.note(mother.look("1.0.0", 3, true));
    var day = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
    mother.ours("0.9.0", "1.0.0", "succeeded", day, false);
    jdbc.sql("delete from deployment where placement = ? and observed").param(id.value()).update();
    var first = Objects.requireNonNull(deployments.versions(List.of(id)).get(id));
    assertThat(first.at()).isBefore(day.plusSeconds(60));

    var hour = day.plus(Duration.ofHours(23));
    var back = mother.ours("1.0.1", "1.0.0", "aborted", hour, false);
    wrote(back, "NONE");
    assertThat(deployments.versions(List.of(id))).containsEntry(id, first);
    wrote(back, "MADE");
    assertThat(Objects.requireNonNull(deployments.versions(List.of(id)).get(id)).at())
        .isBetween(hour, hour.plusSeconds(60));

    var restart = mother.ours("1.0.0", "1.0.0", "succeeded", hour.plusSeconds(600), false);
    jdbc.sql("update deployment set kind = 'restart' where id = ?").param(restart).update();
    assertThat(Objects.requireNonNull(deployments.versions(List.of(id)).get(id)).at())
        .isAfterOrEqualTo(hour.plusSeconds(600));
  }

  @Test
  void aChangeByOthersIsWrittenOnceWithItsManager() {
    changes.note(mother.look("1.0.0", 3, true));
    changes.note(mother.look("1.0.1", 3, false));
    changes.note(mother.look("1.0.1", 3, false));
    var seen = history().getFirst();
    assertThat(history()).hasSize(2);
    assertThat(seen.requester()).isEqualTo("kubectl");
    assertThat(seen.from()).isEqualTo("1.0.0");
    assertThat(seen.seenLate()).isFalse();
  }

  @Test
  void ourOwnWriteIsNotObservedButTheSameTemplateBroughtBackLaterIs() {
    changes.note(mother.look("1.0.0", 3, true));
    var ours = mother.ours("1.0.0", "1.0.1", "succeeded", Instant.now().plusSeconds(1), false);
    changes.note(mother.look("1.0.1", 3, false));
    assertThat(history()).filteredOn(DeploymentSummary::observed).hasSize(1);

    jdbc.sql("update deployment set queued_at = now() - interval '1 hour' where id = ?")
        .param(ours)
        .update();
    changes.note(mother.look("1.0.2", 3, false));
    changes.note(mother.look("1.0.1", 3, false));
    var observed = history().stream().filter(DeploymentSummary::observed).toList();
    assertThat(observed).extracting(DeploymentSummary::to).contains("1.0.2", "1.0.1");
    assertThat(observed.getFirst().kind()).isEqualTo(ChangeKind.ROLLBACK);
  }

  @Test
  void goingForthAgainToWhatWasLeftIsNoRollback() {
    var hour = Instant.now().minus(Duration.ofHours(1));
    changes.note(mother.look("1.0.0", 3, true, mother.revision("1.0.0", "1", hour)));
    changes.note(mother.look("1.0.1", 3, false));
    anotherRevision();
    changes.note(mother.look("1.0.0", 3, false));
    assertThat(history().getFirst().kind()).isEqualTo(ChangeKind.ROLLBACK);
    anotherRevision();
    changes.note(mother.look("1.0.1", 3, false));
    assertThat(history().getFirst().to()).isEqualTo("1.0.1");
    assertThat(history().getFirst().kind()).isEqualTo(ChangeKind.ROLLOUT);
    assertThat(history().getFirst().sentence()).contains(" went 1.0.0 → 1.0.1 outside");
  }

  @Test
  void whatWasTakenBackIsNoRollbackForThoseWhoBringItAgain() {
    changes.note(mother.look("1.0.0", 3, true));
    var taken = mother.ours("0.9.0", "1.0.0", "succeeded", Instant.now().minusSeconds(9), false);
    changes.note(mother.look("1.0.1", 3, false));
    jdbc.sql(
            "update deployment set rolled_back_by = ? where placement = ? and to_version = '1.0.0'")
        .param(taken)
        .param(mother.placement.id().value())
        .update();
    anotherRevision();
    changes.note(mother.look("1.0.0", 3, false));
    assertThat(history().getFirst().sentence()).contains(" went 1.0.1 → 1.0.0 outside");
    assertThat(history().getFirst().kind()).isEqualTo(ChangeKind.ROLLOUT);
  }

  /// What comes is seen under another revision than what was.
  private void anotherRevision() {
    jdbc.sql("update deployment set revision = gen_random_uuid() where placement = ?")
        .param(mother.placement.id().value())
        .update();
  }

  @Test
  void whatOthersDidIsNotTakenForOursBecauseWePlannedTheSameAndWroteNothing() {
    changes.note(mother.look("1.0.0", 3, true));
    var rollout = mother.ours("1.0.0", "1.0.1", "failed", Instant.now().plusSeconds(1), false);
    wrote(rollout, "NONE");
    changes.note(mother.look("1.0.1", 3, false));
    assertThat(history().stream().filter(DeploymentSummary::observed))
        .extracting(DeploymentSummary::to)
        .contains("1.0.1");

    var scale = mother.ours("1.0.1", "1.0.9", "failed", Instant.now().plusSeconds(1), false);
    jdbc.sql("update deployment set kind = 'scale', to_version = '5' where id = ?")
        .param(scale)
        .update();
    wrote(scale, "NONE");
    changes.note(mother.look("1.0.1", 5, false));
    assertThat(scales()).extracting(DeploymentSummary::to).containsExactly("5");

    jdbc.sql("update deployment set to_version = '7' where id = ?").param(scale).update();
    wrote(scale, "POSSIBLE");
    changes.note(mother.look("1.0.1", 7, false));
    assertThat(scales()).extracting(DeploymentSummary::to).containsExactly("5");
  }

  private void wrote(UUID deployment, String effect) {
    jdbc.sql("update deployment set effect = ? where id = ?").params(effect, deployment).update();
  }

  private List<DeploymentSummary> scales() {
    return history().stream()
        .filter(seen -> seen.observed() && seen.kind() == ChangeKind.SCALE)
        .toList();
  }

  @Test
  void aScaleIsObservedUnlessAnAutoscalerDidIt() {
    changes.note(mother.look("1.0.0", 3, true));
    changes.note(mother.look("1.0.0", 5, false));
    assertThat(history().getFirst().kind()).isEqualTo(ChangeKind.SCALE);
    assertThat(history().getFirst().from()).isEqualTo("3");

    var live = mother.live("1.0.0", 6);
    changes.note(mother.look(live, false, DeploymentMother.state(live).autoscaler(2, 8)));
    assertThat(history()).hasSize(2);
  }

  @Test
  void templatesAreSealedInTheDatabaseAndBoundToTheirRow() {
    changes.note(mother.look("1.0.0", 3, true));
    var sealed =
        jdbc.sql("select sealed from recorded_template where placement = ?")
            .param(mother.placement.id().value())
            .query(byte[].class)
            .single();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("hunter2");
    var found = templates.find(mother.placement.id(), mother.key("1.0.0")).orElseThrow();
    assertThat(found.template().version("app")).isEqualTo("1.0.0");
    jdbc.sql("update recorded_template set id = ? where placement = ?")
        .params(UUID.randomUUID(), mother.placement.id().value())
        .update();
    assertThatThrownBy(() -> templates.find(mother.placement.id(), mother.key("1.0.0")))
        .isInstanceOf(RuntimeException.class);
  }
}
