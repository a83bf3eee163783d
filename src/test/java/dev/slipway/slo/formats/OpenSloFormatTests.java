package dev.slipway.slo.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenSloFormatTests {

  static final String REQUESTS =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: student-requests
        labels: {env: emis-production, tier: ["1", gold]}
      spec:
        description: Answers to students
        service: student-service
        indicatorRef: student-answers
        timeWindow:
          - duration: 28d
            isRolling: true
        budgetingMethod: Occurrences
        objectives:
          - target: 0.995
      ---
      apiVersion: openslo/v1
      kind: SLI
      metadata:
        name: student-answers
      spec:
        ratioMetric:
          counter: true
          good:
            metricSource:
              metricSourceRef: emis
              spec: {query: 'http_requests_total{code!~"5.."}'}
          total:
            metricSource:
              metricSourceRef: emis
              spec: {query: http_requests_total}
      ---
      apiVersion: openslo/v1
      kind: DataSource
      metadata:
        name: emis
      spec:
        type: Prometheus
      """;

  private static ImportedObjective one(String file) {
    var read = ObjectiveFiles.read(file);
    assertThat(read.findings()).isEmpty();
    assertThat(read.objectives()).hasSize(1);
    return read.objectives().getFirst();
  }

  @Test
  void anIndicatorIsFoundByItsNameWhereverItStandsInTheUpload() {
    var read = one(REQUESTS);
    var objective = read.objective();
    assertThat(objective.service()).isEqualTo("student-service");
    assertThat(objective.environment()).isEqualTo("emis-production");
    assertThat(objective.name()).isEqualTo("student-requests");
    assertThat(objective.description()).isEqualTo("Answers to students");
    assertThat(objective.target()).isEqualTo(Target.of("99.5"));
    assertThat(objective.windowDays()).isEqualTo(28);
    assertThat(read.windowSaid()).isTrue();
    assertThat(objective.labels()).containsEntry("tier", "1,gold");
    var all = "sum(rate(http_requests_total[{{.window}}]))";
    assertThat(objective.indicator())
        .as("errors are all events less the good ones")
        .isEqualTo(
            Indicator.events(
                "(%s) - (sum(rate(http_requests_total{code!~\"5..\"}[{{.window}}])))"
                    .formatted(all),
                all));
    assertThat(read.findings()).isEmpty();
  }

  @Test
  void badEventsAreTakenAsTheyAre() {
    var read = one(REQUESTS.replace("    good:", "    bad:").replace("!~", "=~"));
    assertThat(read.objective().indicator().errorQuery())
        .isEqualTo("sum(rate(http_requests_total{code=~\"5..\"}[{{.window}}]))");
    assertThat(read.findings()).isEmpty();
  }

  @Test
  void aQueryWithARangeOfItsOwnStaysADraftWithARepair() {
    var read =
        one(
            REQUESTS.replace(
                "{query: http_requests_total}", "{query: 'sum(rate(http_requests_total[5m]))'}"));
    assertThat(QuizMentorFileTests.codes(read.findings()))
        .containsExactly(FindingCode.SLI_FIXED_WINDOW);
    assertThat(read.isDraft()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rawType: success | 1 - (sum(a) / sum(b{w="{{.window}}"}))
          rawType: failure | sum(a) / sum(b{w="{{.window}}"})
          """)
  void aRawShareOfSuccessIsTurnedIntoOneOfErrors(String type, String query) {
    var file =
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: raw}
        spec:
          service: api-gateway
          indicator:
            metadata: {name: raw}
            spec:
              ratioMetric:
                raw: {metricSource: {type: prometheus, spec: {query: 'sum(a) / sum(b{w="{{.window}}"})'}}}
                %s
          objectives: [{targetPercent: 99}]
        """
            .formatted(type);
    assertThat(one(file).objective().indicator()).isEqualTo(Indicator.rawRatio(query));
    assertThat(one(file).windowSaid()).isFalse();
  }

  @Test
  void severalTargetsAreSeveralObjectives() {
    var file =
        ObjectiveFiles.read(
            REQUESTS.replace("- target: 0.995", "- target: 0.995\n    - targetPercent: 99.9"));
    assertThat(file.objectives().stream().map(ImportedObjective::objective))
        .extracting(PortableObjective::name)
        .containsExactly("student-requests-1", "student-requests-2");
    assertThat(file.objectives().get(1).objective().target()).isEqualTo(Target.of("99.9"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - target: 0.995          | - {target: 0.995, compositeWeight: 1} | COMPOSITE_REFUSED | never averages
          - target: 0.995          | - target: 1                           | OBJECTIVE_REFUSED | budget is 0
          - target: 0.995          | - target: 99.5                        | OBJECTIVE_REFUSED | targetPercent
          ratioMetric              | thresholdMetric                       | THRESHOLD_REFUSED | slices of time
          student-answers%n  time  | nobody%n  time                        | SPEC_INCOMPLETE   | no SLI named nobody
          type: Prometheus         | type: Datadog                         | SPEC_INCOMPLETE   | counted by Datadog
          28d                      | a while                               | SPEC_INCOMPLETE   | is no duration
          openslo/v1%nkind: SLO    | openslo/v1alpha%nkind: SLO            | SPEC_UNKNOWN      | openslo/v1
          good:                    | fine:                                 | SPEC_INCOMPLETE   | neither good nor bad
          """)
  void whatThePortalCannotCountIsRefusedWithAReason(
      String what, String by, FindingCode code, String why) {
    var file =
        ObjectiveFiles.read(REQUESTS.replace(what.replace("%n", "\n"), by.replace("%n", "\n")));
    assertThat(file.objectives()).isEmpty();
    assertThat(QuizMentorFileTests.codes(file.findings())).containsExactly(code);
    assertThat(file.findings().getFirst().detail()).contains(why);
  }

  @ParameterizedTest
  @CsvSource({"4w,28,true", "1M,30,true", "36h,2,false", "1Q,90,true", "1Y,90,false", "5m,1,false"})
  void aWindowIsTakenInWholeDays(String text, int days, boolean exactly) {
    var read = one(REQUESTS.replace("28d", text));
    assertThat(read.objective().windowDays()).isEqualTo(days);
    assertThat(QuizMentorFileTests.codes(read.findings()))
        .isEqualTo(exactly ? List.of() : List.of(FindingCode.WINDOW_CHANGED));
  }

  @Test
  void alertPoliciesAreSaidToStayWhereTheyAre() {
    var read =
        one(REQUESTS.replace("  budgetingMethod", "  alertPolicies: [fast]\n  budgetingMethod"));
    assertThat(QuizMentorFileTests.codes(read.findings()))
        .containsExactly(FindingCode.ALERTS_NOT_TAKEN);
    assertThat(read.isDraft()).isFalse();
  }

  @Test
  void aMonthOfTheCalendarAndSlicesOfTimeAreSaidToBeTakenOtherwise() {
    var read =
        one(
            REQUESTS
                .replace("isRolling: true", "isRolling: false")
                .replace("Occurrences", "Timeslices"));
    assertThat(QuizMentorFileTests.codes(read.findings()))
        .containsExactlyInAnyOrder(FindingCode.WINDOW_CHANGED, FindingCode.BUDGETING_METHOD);
    assertThat(read.isDraft()).isTrue();
  }
}
