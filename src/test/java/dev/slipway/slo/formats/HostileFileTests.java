package dev.slipway.slo.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.slo.Indicator;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are made to hurt, or that a slip made so.
class HostileFileTests {

  private static final String SLOTH =
      """
      version: prometheus/v1
      service: quizmentor
      slos:
        - name: requests-availability
          objective: %s
          sli:
            events:
              error_query: sum(rate(bad[{{.window}}]))
              total_query: sum(rate(all[{{.window}}]))
      """;

  private static void refused(String file, String why) {
    assertThatThrownBy(() -> ObjectiveFiles.read(file))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining(why);
  }

  @Test
  @Timeout(20)
  void bombsAreRefusedAtOnce() {
    var aliases = new StringBuilder("a0: &a0 [x, x]\n");
    for (var i = 1; i < 100; i++) {
      aliases.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    refused(aliases.toString(), "Line");
    var few = new StringBuilder("version: prometheus/v1\na0: &a0 [x, x, x]\n");
    for (var i = 1; i < 16; i++) {
      few.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    refused(few.toString(), "more than 50,000 values");
    refused("a: &a [*a]", "nested too deep");
    refused("version: " + "[".repeat(10_000), "Line 1");
    refused("slos: " + "{a: ".repeat(10_000), "Line 1");
    refused("[".repeat(200) + "]".repeat(200), "Line 1");
    refused("---\nversion: prometheus/v1\n".repeat(30_000), "more than 100 documents");
    refused("x".repeat(2_000_000), "larger than 1 MB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "---\n---\n",
        "version: [1",
        "version: \"\u0000\"",
        "version: !!javax.script.ScriptEngineManager 1",
        "version: !!binary aGk=",
        "version: !mine 1",
        "a: &a {b: c}\nd: {<<: *a}",
        "a: 1\na: 2",
        "? [a, b]\n: c",
        "\tversion: 1",
        "{\"version\": \"prometheus/v1\"",
        "version: *nowhere",
        "version: \"\\0\"",
        "\"\\e[31m\": 1",
      })
  void whatIsNoPlainYamlIsRefusedWithItsLine(String file) {
    refused(file, "Line ");
  }

  @Test
  void aLineIsThatOfTheFileAndNotOfItsDocument() {
    refused("a: 1\n---\nb: 2\n---\nc: ]", "Line 5");
    var file = ObjectiveFiles.read(SLOTH.formatted("99") + "---\n" + SLOTH.formatted("100"));
    assertThat(file.findings().getFirst().what()).startsWith("Line 14:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100",
        "100.0",
        "1e2",
        "101",
        "0",
        "-1",
        ".nan",
        "NaN",
        ".inf",
        "-.inf",
        "Infinity",
        "1e1000000000",
        "1e-1000000000",
        "1e2147483648",
        "0x63",
        "99.9999999",
        "ninety",
        "\"\"",
        "[99]",
        "{a: 1}",
        "!!float 1e999",
        "99,9",
        "null",
        "~",
        "99.99999999999999999999999999999999999999999999999999",
      })
  void whatIsNoObjectiveIsRefusedAndTheOthersAreTaken(String objective) {
    var other = SLOTH.formatted("99.5").replace("requests-availability", "other");
    var file = ObjectiveFiles.read(SLOTH.formatted(objective) + "---\n" + other);
    assertThat(file.objectives())
        .extracting(read -> read.objective().name())
        .containsExactly("other");
    assertThat(file.findings()).hasSize(1);
    assertThat(file.findings().getFirst().code())
        .isIn(FindingCode.OBJECTIVE_REFUSED, FindingCode.SPEC_INCOMPLETE);
    assertThat(file.findings().getFirst().detail()).hasSizeLessThan(400);
  }

  @Test
  void aShareThatWasTypedForAPercentageIsTakenWithAWarning() {
    var read = ObjectiveFiles.read(SLOTH.formatted("0.999")).objectives().getFirst();
    assertThat(QuizMentorFileTests.codes(read.findings()))
        .containsExactly(FindingCode.OBJECTIVE_IS_SHARE);
    assertThat(read.findings().getFirst().repair()).isEqualTo("99.9");
    assertThat(read.isDraft()).isFalse();
  }

  @Test
  void whatIsTooLongForTheTableIsRefused() {
    var sloth = SLOTH.formatted("99");
    for (var file :
        new String[] {
          sloth.replace("requests-availability", "a".repeat(81)),
          sloth.replace("requests-availability", "\"two\\nlines\""),
          sloth.replace("bad[", "b".repeat(4_001) + "["),
          sloth + "    description: " + "d".repeat(1_001),
          sloth + "#" + " ".repeat(200_000),
        }) {
      var read = ObjectiveFiles.read(file);
      assertThat(read.objectives()).isEmpty();
      assertThat(QuizMentorFileTests.codes(read.findings()))
          .containsExactly(FindingCode.SPEC_INCOMPLETE);
    }
  }

  @Test
  void aRepairThatCouldNotBeStoredIsNotOffered() {
    var query =
        "sum(rate(d_bucket{le=\"0.2\",x=\"%s\"}[{{.window}}]))".formatted("x".repeat(3_000));
    var total = "sum(rate(d_count{x=\"%s\"}[{{.window}}]))".formatted("x".repeat(3_000));
    var found = IndicatorFindings.of(Indicator.events(query, total)).getFirst();
    assertThat(found.code()).isEqualTo(FindingCode.SLI_INVERTED_HISTOGRAM);
    assertThat(found.repair()).isNull();
    assertThat(found.repaired()).isNull();
    assertThat(found.detail()).hasSizeLessThan(2_000);
  }

  @Test
  void ofAFileThatIsWrongFromEndToEndNotEverythingIsSaid() {
    var file = new StringBuilder("version: prometheus/v1\nservice: quizmentor\nslos:\n");
    for (var i = 0; i < 300; i++) {
      file.append("  - name: a%d\n".formatted(i));
    }
    var findings = ObjectiveFiles.read(file.toString()).findings();
    assertThat(findings).hasSize(101);
    assertThat(findings.getLast().what()).contains("more to say");
  }

  /// Whatever a file holds, it is read or refused; nothing else is thrown.
  @Test
  @Timeout(60)
  void aFileWithAnySlipIsReadOrRefused() {
    var seed = System.nanoTime();
    System.out.println("HostileFileTests seed " + seed);
    var random = new Random(seed);
    var whole = QuizMentorFileTests.text("quizmentor.yaml") + "---\n" + OpenSloFormatTests.REQUESTS;
    var signs = "{}[]\"'\\:-#&*!|>%@`\n\t ,.~(=)0eé\u2028";
    for (var round = 0; round < 2_000; round++) {
      var text = new StringBuilder(whole);
      for (var slip = random.nextInt(4); slip >= 0; slip--) {
        var at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, signs.charAt(random.nextInt(signs.length())));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        }
      }
      try {
        for (var read : ObjectiveFiles.read(text.toString()).objectives()) {
          assertThat(read.objective().name()).as("seed %d", seed).isNotBlank();
        }
      } catch (DomainFailure refused) {
        assertThat(refused.detail()).as("seed %d: %s", seed, text).startsWith("Line ");
      }
    }
  }

  /// Queries come from files and forms, and are looked at before any server sees them.
  @Test
  @Timeout(60)
  void aQueryOfAnySignsIsLookedAtWithoutFailing() {
    var seed = System.nanoTime();
    System.out.println("HostileFileTests seed " + seed);
    var random = new Random(seed);
    var parts =
        new String[] {
          "sum",
          "(",
          ")",
          "{",
          "}",
          "[",
          "]",
          "{{.window}}",
          "{{",
          "}}",
          "rate",
          "by",
          "le",
          "=",
          "=~",
          "\"",
          "5..",
          "'",
          "`",
          "\\",
          "-",
          "1e",
          "1e-",
          ".",
          "0.2",
          ",",
          " ",
          "#",
          "\n",
          "_bucket",
          "x",
          ":",
          "offset",
          "5m",
          "(((a*)*)*)*b",
          "code",
          "[^",
          "|"
        };
    for (var round = 0; round < 20_000; round++) {
      var query = new StringBuilder();
      for (var i = random.nextInt(30); i >= 0; i--) {
        query.append(parts[random.nextInt(parts.length)]);
      }
      var indicator = Indicator.events(query.toString(), "x_count" + query);
      assertThat(IndicatorFindings.of(indicator)).as("seed %d: %s", seed, query).isNotNull();
      IndicatorFindings.of(Indicator.rawRatio(query.toString()));
      MeasuredFindings.bounds(indicator);
    }
  }
}
