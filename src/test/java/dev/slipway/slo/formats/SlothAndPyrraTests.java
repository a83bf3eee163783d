package dev.slipway.slo.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlothAndPyrraTests {

  private static final String SLOTH =
      """
      version: prometheus/v1
      service: iot-dashboard
      labels:
        env: staging
      slos:
        - name: pages
          objective: "99.5"
          sli:
            raw:
              error_ratio_query: 1 - avg(avg_over_time(probe_success[{{ .window }}]))
          alerting:
            page_alert:
              disable: true
      """;

  private static final String PYRRA =
      """
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata:
        name: api-errors
        namespace: platform-edu
        labels:
          pyrra.dev/service: api-service
          prometheus: k8s
      spec:
        target: "99.9"
        window: 4w
        description: Answers without errors
        indicator:
          ratio:
            errors: {metric: 'http_requests_total{job="api",status=~"5.."}'}
            total: {metric: 'http_requests_total{job="api"}'}
        alerting: {name: ApiErrors, burnrates: false}
      """;

  private static ImportedObjective one(String file) {
    var read = ObjectiveFiles.read(file);
    assertThat(read.findings()).isEmpty();
    assertThat(read.objectives()).hasSize(1);
    return read.objectives().getFirst();
  }

  @Test
  void aPlainFileOfSlothIsRead() {
    var read = one(SLOTH);
    assertThat(read.format()).isEqualTo(ObjectiveFormat.SLOTH);
    assertThat(read.line()).isEqualTo(6);
    assertThat(read.source()).isEqualTo(SLOTH);
    var objective = read.objective();
    assertThat(objective.service()).isEqualTo("iot-dashboard");
    assertThat(objective.environment()).isEqualTo("staging");
    assertThat(objective.target()).isEqualTo(Target.of("99.5"));
    assertThat(objective.indicator())
        .isEqualTo(Indicator.rawRatio("1 - avg(avg_over_time(probe_success[{{ .window }}]))"));
    assertThat(objective.alerting().page().disabled()).isTrue();
    assertThat(objective.alerting().ticket().disabled()).isFalse();
    assertThat(read.findings()).isEmpty();
  }

  @Test
  void keysOfTheResourceInAPlainFileAreReadWithAWarning() {
    var read = one(SLOTH.replace("error_ratio_query", "errorRatioQuery"));
    assertThat(QuizMentorFileTests.codes(read.findings()))
        .containsExactly(FindingCode.SPEC_KEY_CASE);
    assertThat(read.isDraft()).isFalse();
  }

  @Test
  void aKeyThatNobodyKnowsIsNamed() {
    var read = one(SLOTH.replace("disable:", "disabled:").replace("raw:", "pages: 1\n      raw:"));
    assertThat(read.findings()).hasSize(1);
    assertThat(read.findings().getFirst().what())
        .contains("slos[].alerting.page_alert.disabled", "slos[].sli.pages");
  }

  @Test
  void aPluginIsReadThroughTheRulesThatSlothRecords() {
    var read =
        one(
            """
            version: prometheus/v1
            service: api-gateway
            slos:
              - name: availability
                objective: 99
                sli:
                  plugin:
                    id: sloth-common/istio/v1/availability
                    options: {service: x}
            """);
    assertThat(read.readOnly()).isTrue();
    assertThat(read.objective().indicator().rawQuery())
        .isEqualTo(
            "slo:sli_error:ratio_rate{{.window}}{sloth_id=\"api-gateway-availability\","
                + "sloth_service=\"api-gateway\",sloth_slo=\"availability\"}");
    assertThat(QuizMentorFileTests.codes(read.findings())).containsExactly(FindingCode.SLI_PLUGIN);
  }

  @Test
  void whatIsMissingIsNamedWithItsLineAndTheRestIsTaken() {
    var file =
        ObjectiveFiles.read(
            SLOTH
                + """
                  - name: images
                    objective: 99
                    sli: {events: {error_query: 'sum(rate(x[{{.window}}]))'}}
                """);
    assertThat(file.objectives()).hasSize(1);
    assertThat(file.findings().getFirst().what())
        .isEqualTo("Line 16: slos[].sli.events.total_query is missing.");
    assertThat(ObjectiveFiles.read(SLOTH.replace("service: iot-dashboard", "")).findings())
        .extracting(SloFinding::what)
        .containsExactly("Line 1: service is missing.");
    assertThat(ObjectiveFiles.read("kind: Deployment\napiVersion: apps/v1").findings())
        .extracting(SloFinding::code)
        .containsExactly(FindingCode.SPEC_UNKNOWN);
  }

  @Test
  void theSameNameTwiceIsTakenOnce() {
    var file = ObjectiveFiles.read(SLOTH + "---\n" + SLOTH);
    assertThat(file.objectives()).hasSize(1);
    assertThat(QuizMentorFileTests.codes(file.findings())).containsExactly(FindingCode.NAME_TWICE);
    assertThat(ObjectiveFiles.read(SLOTH + "---\n" + SLOTH.replace("staging", "prod")).objectives())
        .as("another environment is another objective")
        .hasSize(2);
  }

  @Test
  void aNameThatSlothRefusesIsTakenWithAWarning() {
    assertThat(one(SLOTH.replace("name: pages", "name: Pages in 1 s")).findings())
        .extracting(SloFinding::code)
        .containsExactly(FindingCode.NAME_NOT_PORTABLE);
  }

  @Test
  void selectorsOfPyrraBecomeQueries() {
    var read = one(PYRRA);
    var objective = read.objective();
    assertThat(read.format()).isEqualTo(ObjectiveFormat.PYRRA);
    assertThat(objective.service()).isEqualTo("api-service");
    assertThat(objective.environment()).isEqualTo("platform-edu");
    assertThat(objective.windowDays()).isEqualTo(28);
    assertThat(objective.labels()).containsOnlyKeys("prometheus");
    assertThat(objective.alerting().page().disabled()).isTrue();
    assertThat(objective.indicator())
        .isEqualTo(
            Indicator.events(
                "sum(rate(http_requests_total{job=\"api\",status=~\"5..\"}[{{.window}}]))",
                "sum(rate(http_requests_total{job=\"api\"}[{{.window}}]))"));
    assertThat(read.findings()).isEmpty();
  }

  @Test
  void aLatencyOfPyrraIsAllLessTheFastOnes() {
    var read = one(latency("job=\"api\",code=~\"2..\","));
    assertThat(read.objective().indicator().errorQuery())
        .isEqualTo(
            "sum(rate(http_request_duration_seconds_count[{{.window}}])) - sum(rate("
                + "http_request_duration_seconds_bucket{job=\"api\",code=~\"2..\",le=\"0.2\"}"
                + "[{{.window}}]))");
    assertThat(QuizMentorFileTests.codes(read.findings()))
        .containsExactly(FindingCode.SLI_GROUPING);
  }

  @Test
  void aSuccessThatSelectsErrorsIsFoundAndRepaired() {
    var read = one(latency("status=~\"5..\","));
    var finding =
        read.findings().stream()
            .filter(it -> it.code() == FindingCode.SLI_INVERTED_HISTOGRAM)
            .findFirst()
            .orElseThrow();
    assertThat(finding.repair()).contains("status!~\"5..\",le=\"0.2\"");
    assertThat(read.isDraft()).isTrue();
  }

  private static String latency(String labels) {
    return PYRRA
        .replace("ratio:", "latency:\n      grouping: [handler]")
        .replace("errors:", "success:")
        .replace(
            "http_requests_total{job=\"api\",status=~\"5..\"}",
            "http_request_duration_seconds_bucket{" + labels + "le=\"0.2\"}")
        .replace("http_requests_total{job=\"api\"}", "http_request_duration_seconds_count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {bool_gauge: {metric: 'up{job="api"}'}}                  | sum(count_over_time(up{job="api"}[{{.window}}])) - sum(sum_over_time(up{job="api"}[{{.window}}]))
          {latencyNative: {latency: 200ms, total: {metric: lat}}}  | histogram_count(sum(rate(lat[{{.window}}]))) - histogram_count(sum(rate(lat[{{.window}}]))) * histogram_fraction(0, 0.2, sum(rate(lat[{{.window}}])))
          """)
  void theOtherIndicatorsOfPyrraAreWrittenOut(String indicator, String errors) {
    assertThat(one(pyrra(indicator)).objective().indicator().errorQuery()).isEqualTo(errors);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {bool_gauge: {metric: 'sum(up)'}}                        | one selector
          {bool_gauge: {metric: 'up[5m]'}}                         | one selector
          {latencyNative: {latency: soon, total: {metric: lat}}}   | no time such as 200ms
          {}                                                       | none of ratio, latency
          """)
  void whatPyrraItselfRefusesIsRefused(String indicator, String why) {
    var file = ObjectiveFiles.read(pyrra(indicator));
    assertThat(file.objectives()).isEmpty();
    assertThat(file.findings().getFirst().what()).contains(why);
  }

  private static String pyrra(String indicator) {
    var from = PYRRA.indexOf("  indicator:");
    var to = PYRRA.indexOf("  alerting:");
    return PYRRA.substring(0, from) + "  indicator: " + indicator + "\n" + PYRRA.substring(to);
  }
}
