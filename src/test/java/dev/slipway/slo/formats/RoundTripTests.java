package dev.slipway.slo.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.Target;
import dev.slipway.slo.formats.Alerting.Alert;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is written reads back as it was.
class RoundTripTests {

  private static final List<String> TEXTS =
      List.of(
          "yes",
          "no",
          "1e3",
          "007",
          "0x1F",
          "null",
          "~",
          "2026-01-31",
          "a: b",
          "# c",
          "- d",
          "two\nlines\n",
          " blank ",
          "\"quoted\" 'twice'",
          "é ü 漢",
          "{{.window}}",
          "*a",
          "&b",
          "!c",
          "%d",
          "[e]",
          "{f}",
          "---",
          "tab\there",
          "back\\slash",
          "=",
          "<<",
          "|",
          "@g",
          "`h`",
          "12:30");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PYRRA")
  void objectivesOfAnyTextComeBack(ObjectiveFormat format) {
    var seed = System.nanoTime();
    System.out.println("RoundTripTests seed " + seed);
    var random = new Random(seed);
    for (var round = 0; round < 200; round++) {
      var objectives = new ArrayList<PortableObjective>();
      for (var i = random.nextInt(4); i >= 0; i--) {
        objectives.add(objective("name-" + i, random, format));
      }
      var text = ObjectiveFiles.write(format, objectives);
      var read = ObjectiveFiles.read(text);
      assertThat(read.findings()).as("seed %d:\n%s", seed, text).isEmpty();
      assertThat(read.objectives().stream().map(ImportedObjective::objective))
          .as("seed %d:\n%s", seed, text)
          .containsExactlyInAnyOrderElementsOf(objectives);
      assertThat(ObjectiveFiles.write(format, objectives)).isEqualTo(text);
    }
  }

  private static PortableObjective objective(String name, Random random, ObjectiveFormat format) {
    var sloth = format != ObjectiveFormat.OPENSLO;
    var environment = "env-" + random.nextInt(2);
    var labels = new LinkedHashMap<String, String>();
    labels.put("env", environment);
    labels.put("note", text(random).strip());
    return new PortableObjective(
        "service-" + random.nextInt(2),
        environment,
        name,
        text(random).strip(),
        new Target(BigDecimal.valueOf(1 + random.nextLong(99_999_999), 6)),
        sloth ? 30 : 1 + random.nextInt(90),
        indicator(random),
        sloth ? alerting(random) : Alerting.NONE,
        labels);
  }

  private static Indicator indicator(Random random) {
    var label = text(random).strip().replace("\\", "\\\\").replace("\"", "\\\"");
    var error = "sum(rate(bad{x=\"%s\"}[{{.window}}]))".formatted(label);
    return switch (random.nextInt(3)) {
      case 0 -> Indicator.rawRatio("1 - (" + error + ")");
      case 1 -> Indicator.events(error, "sum(rate(all[{{.window}}]))");
      default -> Indicator.events("sum by (a)\n  (" + error + ")", "sum(rate(all[{{ .window }}]))");
    };
  }

  private static Alerting alerting(Random random) {
    var labels = Map.of("severity", text(random).strip());
    var alert = new Alert(random.nextBoolean(), labels, labels);
    return new Alerting("Alert" + random.nextInt(9), labels, Map.of(), alert, alert);
  }

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  @Test
  void whatPyrraSaysIsWrittenForTheOthers() {
    var read =
        ObjectiveFiles.read(
                """
                apiVersion: pyrra.dev/v1alpha1
                kind: ServiceLevelObjective
                metadata: {name: api-errors, labels: {pyrra.dev/service: api-service}}
                spec:
                  target: "99.9"
                  window: 2w
                  indicator:
                    ratio:
                      errors: {metric: 'requests_total{status=~"5.."}'}
                      total: {metric: requests_total}
                """)
            .objectives()
            .getFirst()
            .objective();
    var open = ObjectiveFiles.write(ObjectiveFormat.OPENSLO, List.of(read));
    assertThat(open)
        .contains("counter: true", "query: requests_total{status=~\"5..\"}", "duration: 14d")
        .contains("targetPercent: 99.9")
        .doesNotContain("window}}", "#");
    assertThat(ObjectiveFiles.read(open).objectives().getFirst().objective()).isEqualTo(read);
    var sloth = ObjectiveFiles.write(ObjectiveFormat.SLOTH, List.of(read));
    assertThat(sloth)
        .contains("version: prometheus/v1", "objective: 99.9", "error_query: sum(rate(")
        .contains("# api-errors: over 14 days, which Sloth takes from --default-slo-period");
  }

  @Test
  void whatAFormatCannotSayIsRefusedInWords() {
    var objective = objective("p95 latency", new Random(1), ObjectiveFormat.SLOTH);
    assertThatThrownBy(() -> ObjectiveFiles.write(ObjectiveFormat.SLOTH, List.of(objective)))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("Sloth refuses the name \"p95 latency\"");
    assertThatThrownBy(() -> ObjectiveFiles.write(ObjectiveFormat.PYRRA, List.of(objective)))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("only read");
  }
}
