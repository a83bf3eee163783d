package dev.slipway.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Negative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictYamlTests {

  private static void refused(String yaml, String why) {
    assertThatThrownBy(() -> DocumentReader.read(yaml))
        .isInstanceOf(EntryRefused.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version: 1%nteams: []                                   | Line 2: There is no field "teams" here. Known are environments, services, systems, version.
          version: 2                                              | Line 1: This portal reads version 1 of the file.
          systems: []                                             | Field version is missing.
          version: 1%nversion: 1                                  | Line 2: Field version stands here twice.
          version: 1%nsystems:%n- slug: a%n- slug: a              | Line 4: a stands in this list twice.
          version: 1%nsystems:%n- name: a                         | Line 3: Field slug is missing.
          version: 1%nsystems:%n- slug: [a]                       | Line 3: Field slug is to be a plain text.
          version: 1%nsystems: a                                  | Line 2: Field systems is to be a list.
          version: 1%nenvironments:%n- {slug: a, class: best}     | Field class is to be one of development, staging, production.
          version: 1%nenvironments:%n- {slug: a, rank: high}      | Field rank is to be a whole number.
          version: 1%n---%nversion: 1                             | This is not YAML that can be read
          version: [1                                             | This is not YAML that can be read
          version: 1%nsystems:%n- {<<: {slug: a}}                 | The name of a field is to be a plain text.
          version: !!javax.script.ScriptEngineManager 1           | Global tag is not allowed
          !!java.util.HashMap {version: 1}                        | Global tag is not allowed
          version:                                                | Field version is to be a plain text.
          """)
  void whatIsNotKnownIsRefusedWithItsLine(String yaml, String why) {
    refused(yaml.replace("%n", "\n"), why);
  }

  @Test
  @Timeout(10)
  @Negative(46)
  void bombsAreRefusedAtOnce() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (var i = 1; i < 100; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    refused(bomb.toString(), "Line");
    refused("version: " + "[".repeat(10_000), "Line");
    refused("version: 1\nsystems: " + "{a: ".repeat(10_000), "Line");
    refused("---\nversion: 1\n".repeat(60_000), "Line");
    refused("x".repeat(2_000_000), "larger than 1 MB");
    refused("version: \"\u0000\"", "Line");
    refused("", "empty");
  }

  @Test
  void whatIsWrittenReadsBackAsItWas() {
    var text =
        """
        # The catalog of Slipway: what we run, who owns it, and where it runs.
        version: 1
        environments:
          - slug: production
            name: Production
            class: production
            rank: 30
        systems:
          - slug: emis
            name: "yes"
            description: "Two\\nlines: \\"quoted\\" # and more"
        services:
          - slug: "007"
            name: "007"
            system: emis
            team: students
            tier: 2
            lifecycle: deprecated
            links:
              - label: Runbook
                url: "https://wiki.example/x?a=1#b"
            dependsOn:
              - mysql
            placements:
              - environment: production
                cluster: emis
                namespace: emis-services
                kind: stateful-set
                name: student-service
                container: main
        """;
    assertThat(YamlText.of(DocumentReader.read(text))).isEqualTo(text);
  }
}
