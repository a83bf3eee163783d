package dev.slipway.slo.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The objectives of QuizMentor have every defect that their own guide has.
class QuizMentorFileTests {

  private static final String AVAILABLE =
      "sum(rate(http_requests_total{namespace=\"quizmentor-prod\"}[{{.window}}]))";
  private static final String FAST =
      "sum(rate(http_request_duration_seconds_bucket{namespace=\"quizmentor-prod\",le=\"0.2\"}"
          + "[{{.window}}]))";
  private static final String ALL =
      "sum(rate(http_request_duration_seconds_count{namespace=\"quizmentor-prod\"}[{{.window}}]))";

  private static ImportedFile file() {
    return ObjectiveFiles.read(text("quizmentor.yaml"));
  }

  static String text(String name) {
    try (var stream = QuizMentorFileTests.class.getResourceAsStream("/slo/" + name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  @Test
  void bothObjectivesAreReadAlthoughTheirKeysAreWrong() {
    var read = file().objectives().stream().map(ImportedObjective::objective).toList();
    assertThat(read)
        .extracting(PortableObjective::name)
        .containsExactly("requests-availability", "requests-latency");
    assertThat(read)
        .extracting(PortableObjective::target)
        .containsExactly(Target.of("99.9"), Target.of("99"));
    var availability = read.getFirst();
    assertThat(availability.service()).isEqualTo("quizmentor");
    assertThat(availability.environment()).as("the namespace").isEqualTo("quizmentor-prod");
    assertThat(availability.windowDays()).isEqualTo(30);
    assertThat(file().objectives().getFirst().windowSaid()).isFalse();
    assertThat(file().objectives().getFirst().externalId())
        .isEqualTo("quizmentor-requests-availability");
    assertThat(availability.labels()).containsExactly(Map.entry("team", "quiz"));
    assertThat(availability.alerting().name()).isEqualTo("HighErrorRate");
    assertThat(availability.alerting().page().labels()).containsEntry("severity", "critical");
    assertThat(availability.alerting().ticket().labels()).containsEntry("severity", "warning");
  }

  @Test
  void everyDefectOfTheObjectivesIsFound() {
    var read = file().objectives();
    assertThat(codes(read.get(0).findings()))
        .containsExactlyInAnyOrder(FindingCode.SPEC_KEY_CASE, FindingCode.SLI_FIXED_WINDOW);
    assertThat(codes(read.get(1).findings()))
        .containsExactlyInAnyOrder(
            FindingCode.SPEC_KEY_CASE,
            FindingCode.SLI_FIXED_WINDOW,
            FindingCode.SLI_INVERTED_HISTOGRAM);
    assertThat(read).allMatch(ImportedObjective::isDraft);
    assertThat(finding(read.getFirst(), FindingCode.SPEC_KEY_CASE).what())
        .startsWith("error_query, page_alert, ticket_alert, total_query are spelled");
  }

  @Test
  void theFixedWindowIsReplacedInBothQueries() {
    var finding = finding(file().objectives().getFirst(), FindingCode.SLI_FIXED_WINDOW);
    assertThat(finding.what()).contains("[5m]");
    var repaired = Objects.requireNonNull(finding.repaired());
    assertThat(repaired.totalQuery()).isEqualTo(AVAILABLE);
    assertThat(repaired.errorQuery()).contains("code=~\"5..\"}[{{.window}}]");
    assertThat(IndicatorFindings.of(repaired)).isEmpty();
    assertThat(finding.repair()).startsWith("errors: sum(").contains("\nall: sum(");
  }

  @Test
  void theLatencyThatCountsTheFastOnesIsTurnedAroundOnceItIsAccepted() {
    var latency = file().objectives().get(1);
    var windowed = finding(latency, FindingCode.SLI_FIXED_WINDOW).repaired();
    var left = IndicatorFindings.of(Objects.requireNonNull(windowed));
    assertThat(codes(left)).containsExactly(FindingCode.SLI_INVERTED_HISTOGRAM);
    assertThat(left.getFirst().what()).contains("le=\"0.2\"");
    var repaired = Objects.requireNonNull(left.getFirst().repaired());
    assertThat(repaired.errorQuery()).isEqualTo("(%s) - (%s)".formatted(ALL, FAST));
    assertThat(IndicatorFindings.of(repaired)).isEmpty();
    assertThat(latency.objective().indicator().errorQuery())
        .as("nothing is changed before somebody accepts it")
        .contains("le=\"0.2\"}[5m]")
        .doesNotContain(" - ");
  }

  @Test
  void alertsThatDoNotKnowTheObjectiveAreNamed() {
    var alerts = file().findings();
    assertThat(codes(alerts)).containsExactly(FindingCode.ALERT_NOT_SLO, FindingCode.ALERT_NOT_SLO);
    assertThat(alerts.get(0).detail())
        .contains("HighErrorRate", "0.01", "[5m]", "requests-availability (99.9 %)")
        .contains("a burn rate of 10 on one window");
    assertThat(alerts.get(1).detail())
        .contains("HighLatency", "0.95", "0.5 s", "requests-latency asks for 99 % within 0.2 s");
  }

  @Test
  void aPanelThatSaysBudgetAndShowsAvailabilityIsNamed() {
    var file =
        ObjectiveFiles.read(text("quizmentor.yaml") + "---\n" + text("quizmentor-dashboard.json"));
    var panels =
        file.findings().stream()
            .filter(finding -> finding.code() == FindingCode.PANEL_NOT_BUDGET)
            .toList();
    assertThat(panels).hasSize(1);
    assertThat(panels.getFirst().what()).contains("Error Budget Remaining", "* 100");
    assertThat(panels.getFirst().repair())
        .startsWith("100 * (1 - ((sum(rate(http_requests_total{")
        .contains("[30d]")
        .endsWith("/ 0.001)");
    assertThat(codes(ObjectiveFiles.read(text("quizmentor-dashboard.json")).findings()))
        .as("alone as well")
        .containsExactly(FindingCode.PANEL_NOT_BUDGET);
  }

  @Test
  void rulesInAResourceAndADashboardOfTheInterfaceAreReadAsWell() {
    var rules =
        """
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: {name: quizmentor}
        spec:
          groups:
            - name: quizmentor
              rules:
                - {record: slow, expr: 'sum(rate(a{code=~"5.."}[5m])) > 0.01'}
                - {alert: Slow, expr: 'sum(rate(a{code=~"5.."}[5m])) / sum(rate(a[5m])) > 0.05'}
                - alert: Burn
                  expr: >-
                    (a{code=~"5.."} / sum(rate(a[1h])) > 14.4 * 0.001) and sum(rate(a[5m])) > 0.01
        """;
    var alone = ObjectiveFiles.read(rules).findings();
    assertThat(codes(alone)).containsExactly(FindingCode.ALERT_NOT_SLO);
    assertThat(alone.getFirst().detail()).contains("Slow", "does not know what the objective");
    var exported =
        "{\"meta\":{\"url\":\"\\/d\\/1\"},\"dashboard\":{\"panels\":[{\"title\":\"Budget \\u00e9\","
            + "\"targets\":[{\"expr\":\"1-sum(rate(a[5m]))/sum(rate(b[5m]))\"}]}]}}";
    assertThat(ObjectiveFiles.read(exported).findings().getFirst().what())
        .contains("Budget é", "1-sum(rate(a[5m]))");
  }

  @Test
  void theSameFileHasTheSameHashAndAnotherOneAnother() {
    var hash = file().objectives().getFirst().hash();
    assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(file().objectives().getFirst().hash());
    var changed = ObjectiveFiles.read(text("quizmentor.yaml").replace("99.9", "99.5"));
    assertThat(changed.objectives().getFirst().hash()).isNotEqualTo(hash);
    var besides = ObjectiveFiles.read(text("quizmentor.yaml").replace("15m", "20m"));
    assertThat(besides.objectives().getFirst().hash())
        .as("what stands in another document")
        .isEqualTo(hash);
  }

  @Test
  void whatIsMendedIsWrittenAsSlothTakesIt() {
    var mended =
        file().objectives().stream()
            .map(ImportedObjective::objective)
            .map(objective -> objective.with(mended(objective.indicator())))
            .toList();
    var written = ObjectiveFiles.write(ObjectiveFormat.SLOTH_CR, mended);
    assertThat(written)
        .contains("errorQuery:", "pageAlert:", "{{.window}}")
        .doesNotContain("error_query", "[5m]");
    var again = ObjectiveFiles.read(written);
    assertThat(again.findings()).isEmpty();
    assertThat(again.objectives()).allMatch(objective -> objective.findings().isEmpty());
    assertThat(again.objectives())
        .extracting(objective -> objective.objective().indicator())
        .containsExactlyElementsOf(mended.stream().map(PortableObjective::indicator).toList());
  }

  private static Indicator mended(Indicator indicator) {
    var found = IndicatorFindings.of(indicator);
    return found.isEmpty()
        ? indicator
        : mended(Objects.requireNonNull(found.getFirst().repaired()));
  }

  private static SloFinding finding(ImportedObjective objective, FindingCode code) {
    return objective.findings().stream()
        .filter(finding -> finding.code() == code)
        .findFirst()
        .orElseThrow();
  }

  static List<FindingCode> codes(List<SloFinding> findings) {
    return findings.stream().map(SloFinding::code).toList();
  }
}
