package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// All runs of a source are kept at once, each as it was told first.
@SlipwayTest
class RunRowsTests {

  @Autowired BackupEdits edits;
  @Autowired RunRows rows;

  private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
  private UUID source;

  @BeforeEach
  void declare() {
    source =
        edits.declare(
            new DeclareBackup("runs-" + UuidV7.next(), List.of(), "", "", null, "", ""),
            Actor.SYSTEM);
  }

  @Test
  void runsAreKeptOnceAndAsTheyAre() {
    var whole =
        new BackupRun(
            "a",
            "{a,\"b\"}\\",
            RunOutcome.FAILED,
            began,
            began.plusSeconds(5),
            began.plusSeconds(90),
            7L,
            "it's {NULL}, \"quoted\"\\ and null");
    var bare = new BackupRun("b", "null", RunOutcome.SUCCEEDED, began, null, null, null, "");
    assertThat(rows.keep(source, List.of(whole, bare, bare))).isEqualTo(2);
    assertThat(rows.since(source, began.minus(Duration.ofDays(1)), 10))
        .containsExactlyInAnyOrder(whole, bare);

    var later = new BackupRun("a", "a", RunOutcome.SUCCEEDED, began, null, null, null, "");
    var third = new BackupRun("c", "c", RunOutcome.PARTIAL, began, null, null, null, "");
    assertThat(rows.keep(source, List.of(later, bare, third))).isEqualTo(1);
    assertThat(rows.named(source, whole.title())).contains(whole);
  }

  @Test
  void whatHasNoNameOrOneTooLongIsLeftOut() {
    var nameless = new BackupRun("", "a", RunOutcome.SUCCEEDED, began, null, null, null, "");
    var longest =
        new BackupRun("k", "t".repeat(400), RunOutcome.SUCCEEDED, began, null, null, null, "");
    var longer =
        new BackupRun("k".repeat(301), "t", RunOutcome.SUCCEEDED, began, null, null, null, "");
    assertThat(rows.keep(source, List.of(nameless, longer))).isZero();
    assertThat(rows.keep(source, List.of(nameless, longer, longest))).isEqualTo(1);
    assertThat(rows.named(source, "t".repeat(300))).isPresent();
  }
}
