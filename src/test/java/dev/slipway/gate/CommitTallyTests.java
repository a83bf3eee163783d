package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.policies.spi.ChangeClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conventional Commits 1.0, read strictly: what is not known to be lighter is a feature.
class CommitTallyTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fix: count a pupil once | FIX | a fix",
        "fix: a; perf(db): b; revert: c | FIX | all fixes",
        "FIX(scope): a; Docs: b | FIX | fixes and upkeep",
        "fix: a; feat: b | FEATURE | 1 of them a feature",
        "feat: a; feat(ui): b; fix: c | FEATURE | 2 of them features",
        "fix!: a | FEATURE | breaking",
        "refactor(api)!: a; docs: b | FEATURE | 1 of them breaking",
        "fix: a; BREAKING CHANGE: drops v1 | FEATURE | breaking",
        "fix: a; BREAKING-CHANGE: drops v1 | FEATURE | breaking",
        "fix!: a; BREAKING CHANGE: b; fix!: c | FEATURE | 2 of them breaking",
        "docs: a; test: b; ci: c; chore: d; build: e; refactor: f; style: g | CHORE | all upkeep",
        "docs: a | CHORE | upkeep",
        "fix: a; improve the report | FEATURE | 1 of them of no known type",
        "wip: a | FEATURE | of no known type",
        "fix:no blank | FEATURE | of no known type",
        "Revert \"feat: a\" | FEATURE | of no known type",
        "fix: a; Merge branch 'main' into hotfix | FIX | a fix",
        "fix: a; Merge pull request #7 from x/y; fix: b | FIX | all fixes",
        "fix: a; Merge the payment feature | FEATURE | 1 of them of no known type",
      })
  void theTypesOfItsCommitsMakeTheClass(String lines, ChangeClass expected, String words) {
    var tally = CommitTally.of(List.of(lines.split("; ")));

    assertThat(tally.changeClass()).isEqualTo(expected);
    assertThat(tally.words()).isEqualTo(words);
  }

  @Test
  void mergesAloneTellNothing() {
    assertThat(CommitTally.of(List.of("Merge branch 'x'")).isEmpty()).isTrue();
    assertThat(CommitTally.of(List.of("Merge branch 'x'", "docs: a")).count()).isEqualTo(1);
  }

  /// A pattern that could read it in more than one way would not come back within the age of the
  /// universe; this one ends.
  @Test
  void aHostileSubjectIsReadOnce() {
    for (var hostile :
        List.of(
            "a".repeat(2_000_000),
            "fix" + "(".repeat(2_000_000),
            "fix(" + "a".repeat(2_000_000),
            "fix" + "!".repeat(2_000_000),
            "Merge branch" + " ".repeat(2_000_000) + "\n")) {
      assertThat(CommitTally.of(List.of(hostile)).changeClass()).isEqualTo(ChangeClass.FEATURE);
    }
  }
}
