package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.clusters.Surroundings;
import dev.slipway.clusters.Surroundings.Fact;
import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.clusters.Surroundings.Topic;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.testing.Line;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How two environments are laid side by side.
class RuntimeFactsTests {

  private static final EnvironmentView PRODUCTION =
      stage("production", "Production", EnvironmentClass.PRODUCTION);
  private static final EnvironmentView QA = stage("qa", "QA", EnvironmentClass.STAGING);

  private static EnvironmentView stage(String slug, String name, EnvironmentClass care) {
    return new EnvironmentView(new EnvironmentId(UUID.randomUUID()), slug, name, care, 1);
  }

  private static Surroundings around(Item... items) {
    return new Surroundings(
        List.of(new Topic("configuration", "Configuration", List.of(items), List.of())));
  }

  private static Item map(String name, Fact... facts) {
    return new Item("ConfigMap", name, List.of(facts), List.of());
  }

  @Test
  @Line({"edu-6", "iot-8", "vote-11"})
  void aKeyThatDiffersIsCountedAndShownOnBothSides() {
    var facts =
        RuntimeFacts.beside(
            PRODUCTION,
            around(map("platform-config", Fact.of("LOG_LEVEL", "INFO"), Fact.of("PORT", "5432"))),
            QA,
            around(map("platform-config", Fact.of("LOG_LEVEL", "DEBUG"), Fact.of("PORT", "5432"))));
    assertThat(facts.summary()).isEqualTo("1 difference from QA.");
    var rows = facts.sections().getFirst().entries().getFirst().rows();
    assertThat(rows.getFirst())
        .isEqualTo(new RuntimeFacts.Row("LOG_LEVEL", "INFO", "DEBUG", null, true));
    assertThat(rows.getLast().differs()).isFalse();
  }

  @Test
  void whatOnlyOneSideHasSaysWhich() {
    var facts =
        RuntimeFacts.beside(
            PRODUCTION,
            around(map("mine", Fact.of("A", "1"))),
            QA,
            around(map("theirs", Fact.of("B", "2"))));
    assertThat(facts.sections().getFirst().entries())
        .extracting(RuntimeFacts.Entry::only)
        .containsExactly("only in Production", "only in QA");
    assertThat(facts.differences()).isEqualTo(2);
  }

  @Test
  void whatMovesByItselfIsNoDifference() {
    var here = map("service", Fact.of("Ready endpoints", "3 of 3"), new Fact("pods", "3 of 9", 33));
    var there =
        map("service", Fact.of("Ready endpoints", "1 of 1"), new Fact("pods", "1 of 9", 11));
    assertThat(RuntimeFacts.beside(PRODUCTION, around(here), QA, around(there)).differences())
        .isZero();
  }

  @Test
  void whatIsSaidTwiceIsComparedInItsOrder() {
    var item = map("policy", Fact.of("May reach it", "web"), Fact.of("May reach it", "kong"));
    assertThat(RuntimeFacts.beside(PRODUCTION, around(item), QA, around(item)).summary())
        .isEqualTo("Nothing differs from QA.");
  }

  @Test
  void aSideThatCannotBeReadLeavesTheOtherWhole() {
    var facts =
        RuntimeFacts.without(PRODUCTION, around(map("mine", Fact.of("A", "1"))), QA, "no signal");
    assertThat(facts.isCompared()).isFalse();
    assertThat(facts.trouble()).isEqualTo("QA: no signal");
    assertThat(facts.sections()).hasSize(1);
  }

  private static List<String> names(RuntimeFacts facts) {
    return facts.findings().stream().map(ConfigurationFindings.Finding::name).toList();
  }

  @Test
  @Line("iot-8")
  void whatIsMissingSharedOrOfDevelopmentIsAFinding() {
    var here =
        map(
            "iot-config",
            Fact.of("LOG_LEVEL", "DEBUG"),
            Fact.of("RETENTION_DAYS", "90"),
            new Fact("API_TOKEN", "hidden", null, "mark-1"));
    var there =
        map(
            "iot-config",
            Fact.of("LOG_LEVEL", "DEBUG"),
            Fact.of("EPOCHS", "2"),
            new Fact("OLD_TOKEN", "hidden", null, "mark-1"));
    var facts = RuntimeFacts.beside(PRODUCTION, around(here), QA, around(there));
    assertThat(facts.findings())
        .extracting(ConfigurationFindings.Finding::text)
        .contains(
            "ConfigMap iot-config has RETENTION_DAYS in Production, and not in QA.",
            "ConfigMap iot-config has EPOCHS in QA, and not in Production.",
            "LOG_LEVEL of ConfigMap iot-config is DEBUG in Production, which is a production"
                + " environment.");
    assertThat(facts.findings())
        .filteredOn(finding -> finding.name().equals("Same secret"))
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.text())
                .startsWith("API_TOKEN of ConfigMap iot-config in Production and OLD_TOKEN of")
                .doesNotContain("mark-1"));
    assertThat(names(RuntimeFacts.alone(QA, around(there)))).isEmpty();
    assertThat(names(RuntimeFacts.alone(PRODUCTION, around(here))))
        .containsExactly("Development value");
  }

  @Test
  void otherSecretsAndValuesOfProductionAreNoFinding() {
    var here =
        map(
            "c",
            Fact.of("LOG_LEVEL", "WARNING"),
            Fact.of("DEBUG", "false"),
            Fact.of("ENVIRONMENT", "production"),
            Fact.of("DEBUGGER_PORT", "1"),
            Fact.of("HOST", "localhost-proxy.example.com"),
            new Fact("TOKEN", "hidden", null, "mark-1"));
    var there =
        map(
            "c",
            Fact.of("LOG_LEVEL", "DEBUG"),
            Fact.of("DEBUG", "true"),
            Fact.of("ENVIRONMENT", "development"),
            Fact.of("DEBUGGER_PORT", "1"),
            Fact.of("HOST", "localhost"),
            new Fact("TOKEN", "hidden", null, "mark-2"));
    assertThat(names(RuntimeFacts.beside(PRODUCTION, around(here), QA, around(there)))).isEmpty();
    assertThat(names(RuntimeFacts.alone(PRODUCTION, around(there))))
        .containsExactly(
            "Development value", "Development value", "Development value", "Development value");
  }
}
