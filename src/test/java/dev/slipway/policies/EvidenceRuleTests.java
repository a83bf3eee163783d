package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import dev.slipway.policies.spi.ImageEvidence.Piece;
import dev.slipway.policies.spi.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceRuleTests {

  private static final EvidenceRule TESTS = new EvidenceRule(Set.of(EvidenceKind.TEST), 0, null);

  @Test
  void whatIsMissingOrFailedStandsInTheWay() {
    assertThat(faults(TESTS)).containsExactly("no evidence of tests");
    assertThat(faults(TESTS, piece(EvidenceKind.LINT, "", true)))
        .containsExactly("no evidence of tests");
    assertThat(faults(TESTS, piece(EvidenceKind.TEST, "", false)))
        .containsExactly("tests failed: in words");
    assertThat(faults(TESTS, piece(EvidenceKind.TEST, "", true))).isEmpty();
    assertThat(
            faults(
                TESTS,
                piece(EvidenceKind.TEST, "junit", true),
                piece(EvidenceKind.TEST, "playwright", false)))
        .as("every tool has its say")
        .containsExactly("tests by playwright failed: in words");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "80, true",
        "79.99, false",
        "100, true",
        "0, false",
        "-, false",
      })
  void coverageIsMeasuredAgainstItsBoundAndUnknownIsNotEnough(
      @Nullable BigDecimal coverage, boolean passes) {
    var rule = new EvidenceRule(Set.of(), 80, null);
    var piece =
        new Piece(EvidenceKind.COVERAGE, "", true, "in words", coverage, null, "ci", Instant.EPOCH);

    assertThat(faults(rule, piece).isEmpty()).isEqualTo(passes);
    assertThat(faults(rule)).containsExactly("no evidence of coverage");
  }

  @ParameterizedTest
  @CsvSource({
    "CRITICAL, 1, 0, 0, 0, false",
    "CRITICAL, 0, 9, 9, 9, true",
    "HIGH, 0, 1, 0, 0, false",
    "HIGH, 0, 0, 9, 9, true",
    "MEDIUM, 1, 0, 0, 0, false",
    "MEDIUM, 0, 0, 0, 9, true",
    "LOW, 0, 0, 0, 1, false",
    "LOW, 0, 0, 0, 0, true",
  })
  void findingsBlockFromTheirBoundOn(
      Severity bound, int critical, int high, int medium, int low, boolean passes) {
    var rule = new EvidenceRule(Set.of(), 0, bound);
    var found = new Findings(critical, high, medium, low);

    assertThat(faults(rule, scan(found)).isEmpty()).isEqualTo(passes);
    assertThat(faults(rule, scan(null)))
        .containsExactly("scan by trivy does not say how many findings there are");
    assertThat(faults(rule)).containsExactly("no evidence of scan");
  }

  @Test
  void lessEvidenceALowerBoundAndWorseFindingsAreLooser() {
    var strict = new EvidenceRule(Set.of(EvidenceKind.TEST, EvidenceKind.SCAN), 80, Severity.HIGH);

    assertThat(strict.isLooserThan(strict)).isFalse();
    assertThat(strict.isLooserThan(EvidenceRule.NONE)).isFalse();
    assertThat(EvidenceRule.NONE.isLooserThan(strict)).isTrue();
    assertThat(new EvidenceRule(Set.of(EvidenceKind.SCAN), 80, Severity.HIGH).isLooserThan(strict))
        .as("no tests")
        .isTrue();
    assertThat(new EvidenceRule(strict.kinds(), 79, Severity.HIGH).isLooserThan(strict)).isTrue();
    assertThat(new EvidenceRule(strict.kinds(), 80, Severity.CRITICAL).isLooserThan(strict))
        .as("high findings pass")
        .isTrue();
    assertThat(new EvidenceRule(strict.kinds(), 80, null).isLooserThan(strict)).isTrue();
    assertThat(new EvidenceRule(strict.kinds(), 90, Severity.LOW).isLooserThan(strict)).isFalse();
  }

  @Test
  void aBoundIsPartOfTheWordsAndWithinItsRange() {
    assertThat(EvidenceRule.NONE.words()).isEqualTo("no evidence");
    assertThat(new EvidenceRule(Set.of(EvidenceKind.TEST), 80, Severity.CRITICAL).words())
        .isEqualTo("tests, coverage, scan passed, coverage of 80 % or more, no critical finding");
    assertThatThrownBy(() -> new EvidenceRule(Set.of(), 101, null))
        .isInstanceOf(FieldRefused.class);
  }

  private static List<String> faults(EvidenceRule rule, Piece... pieces) {
    return EvidencePolicy.faults(rule, List.of(pieces));
  }

  private static Piece piece(EvidenceKind kind, String tool, boolean passed) {
    return new Piece(kind, tool, passed, "in words", null, null, "ci", Instant.EPOCH);
  }

  private static Piece scan(@Nullable Findings findings) {
    return new Piece(
        EvidenceKind.SCAN, "trivy", true, "in words", null, findings, "ci", Instant.EPOCH);
  }
}
