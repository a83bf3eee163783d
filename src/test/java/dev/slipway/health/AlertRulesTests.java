package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.health.AlertLine.At;
import dev.slipway.health.AlertMapping.Candidate;
import dev.slipway.health.AlertRows.Kept;
import dev.slipway.kernel.UuidV7;
import dev.slipway.slo.BudgetReading;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.BurnSeverity;
import dev.slipway.slo.ObjectiveStatus;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.ReadingQuality;
import dev.slipway.slo.alerts.AlertReading;
import dev.slipway.slo.alerts.FiringAlert;
import dev.slipway.slo.alerts.RuleState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What many datasources told, as one list, and what it says of services.
class AlertRulesTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final UUID PRODUCTION = UuidV7.next();
  private static final At VOTE = new At("vote", "production");
  private static final Map<String, String> LABELS =
      Map.of("alertname", "VotesFail", "service", "vote", "severity", "critical");

  private final AlertMapping mapping =
      new AlertMapping(
          List.of(
              new Candidate(
                  "vote",
                  "vote",
                  "production",
                  PRODUCTION,
                  WorkloadKind.DEPLOYMENT,
                  "prod",
                  "vote",
                  Set.of())));

  @Test
  void anUrgentAlertMakesItsServiceDegradedAndAWarningDoesNot() {
    assertThat(facts(prometheus(alert("firing", LABELS))))
        .singleElement()
        .satisfies(fact -> assertThat(fact.state()).isEqualTo(HealthState.DEGRADED));
    assertThat(facts(prometheus(alert("pending", LABELS)))).isEmpty();
    assertThat(
            facts(
                prometheus(
                    alert(
                        "firing",
                        Map.of("alertname", "Slow", "service", "vote", "severity", "warning")))))
        .isEmpty();
  }

  @Test
  void whatTwoTellIsOneAlertAndASilenceMendsNothing() {
    var managed =
        new FiringAlert(
            "VotesFail",
            "firing",
            NOON.minusSeconds(60),
            Map.of(
                "alertname",
                "VotesFail",
                "service",
                "vote",
                "severity",
                "critical",
                "replica",
                "a"),
            Map.of(),
            List.of("jon until 16:00: it is being mended"),
            false);
    var board = board(prometheus(alert("firing", LABELS)), manager(managed));

    assertThat(board.lines())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.source()).isEqualTo("prometheus");
          assertThat(line.silences()).containsExactly("jon until 16:00: it is being mended");
          assertThat(line.decides()).isTrue();
        });
    assertThat(AlertFacts.of(board, NOON).getOrDefault(VOTE, List.of()))
        .extracting(StatusFact::reason)
        .first()
        .asString()
        .contains("silenced");
  }

  @Test
  void whatOnlyTheAlertmanagerKnowsIsListedToo() {
    var other =
        new FiringAlert(
            "DiskFull", "firing", NOON, Map.of("alertname", "DiskFull"), Map.of(), List.of(), true);

    assertThat(board(prometheus(alert("firing", LABELS)), manager(other)).lines())
        .extracting(AlertLine::name)
        .containsExactly("VotesFail", "DiskFull");
  }

  @Test
  void aSilenceOfOneAlertSaysNothingOfAnotherOfItsName() {
    var qa = Map.of("alertname", "VotesFail", "service", "vote", "stage", "qa");
    var silenced =
        new FiringAlert("VotesFail", "firing", NOON, qa, Map.of(), List.of("jon"), false);

    var lines =
        board(
                prometheus(alert("firing", LABELS)),
                prometheus(alert("firing", qa)),
                manager(silenced))
            .lines();

    assertThat(lines).hasSize(2);
    assertThat(lines)
        .filteredOn(AlertLine::isHeld)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.labels()).isEqualTo(qa);
        });
  }

  @Test
  void anAlertOfADatasourceThatIsSilentForLongHasNoSay() {
    var old = prometheus(alert("firing", LABELS), NOON.minusSeconds(1_000), "nobody answers");

    assertThat(AlertFacts.of(board(old), NOON).get(VOTE))
        .singleElement()
        .satisfies(fact -> {
          assertThat(fact.state()).isEqualTo(HealthState.UNKNOWN);
          assertThat(fact.counts()).isFalse();
        });
  }

  @Test
  void aRuleThatFailsOrIsNotEvaluatedAnyMoreIsBlind() {
    assertThat(AlertRules.why(rule("ok", NOON.minusSeconds(60)), NOON)).isNull();
    assertThat(AlertRules.why(rule("ok", NOON.minusSeconds(90)), NOON)).isNull();
    assertThat(AlertRules.why(rule("ok", NOON.minusSeconds(91)), NOON))
        .isEqualTo("It was not evaluated for more than 3 intervals of 30 s.");
    assertThat(AlertRules.why(rule("err", NOON), NOON)).contains("many-to-many");
    assertThat(AlertRules.why(rule("unknown", null), NOON)).contains("not evaluated yet");
  }

  @Test
  void anObjectiveThatNoRuleWatchesFiresByItselfAndADraftNever() {
    assertThat(own(ObjectiveStatus.ACTIVE, List.of()))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.own()).isTrue();
          assertThat(line.urgent()).isTrue();
          assertThat(line.decides()).isFalse();
        });
    assertThat(own(ObjectiveStatus.DRAFT, List.of())).isEmpty();
    var watched =
        new RuleState(
            "sloth",
            "VotesBurn",
            "",
            Map.of("sloth_slo", "votes", "sloth_service", "vote"),
            "ok",
            "",
            NOON,
            Duration.ofSeconds(30));
    assertThat(own(ObjectiveStatus.ACTIVE, List.of(watched))).isEmpty();
    var another =
        new RuleState(
            "sloth",
            "VotesBurn",
            "",
            Map.of("sloth_slo", "votes", "sloth_service", "result"),
            "ok",
            "",
            NOON,
            Duration.ofSeconds(30));
    assertThat(own(ObjectiveStatus.ACTIVE, List.of(another))).hasSize(1);
  }

  private List<AlertLine> own(ObjectiveStatus status, List<RuleState> rules) {
    var service =
        ServiceStatusTests.status(
            ServiceStatusTests.fact(StatusFact.Source.WORKLOAD, HealthState.HEALTHY, NOON));
    var named = service.service();
    var vote =
        new ServiceView(
            named.id(),
            "vote",
            "vote",
            "",
            named.system(),
            "voting",
            "Voting",
            named.team(),
            "voting",
            "Voting",
            1,
            named.lifecycle(),
            List.of());
    var objective =
        new ObjectiveSummary(
            UuidV7.next(),
            vote,
            service.environment(),
            "votes",
            new BigDecimal("99.5"),
            30,
            status,
            true,
            new BudgetReading(
                BudgetState.REVIEW,
                ReadingQuality.FRESH,
                new BigDecimal("0.3"),
                new BigDecimal("29.8"),
                BurnSeverity.PAGE,
                NOON,
                null));
    var standing =
        new BudgetStanding(
            vote.id(),
            service.environment().id(),
            BudgetState.REVIEW,
            objective,
            NOON,
            "",
            List.of(objective));
    var told =
        new Kept(
            new AlertReading(
                UuidV7.next(), "prometheus", false, Set.of(PRODUCTION), rules, List.of(), null),
            NOON,
            null);
    return AlertRules.board(List.of(told), mapping, List.of(standing)).lines();
  }

  private static RuleState rule(String health, @Nullable Instant evaluated) {
    return new RuleState(
        "voting",
        "VotesFail",
        "up == 0",
        Map.of(),
        health,
        health.equals("err") ? "many-to-many matching not allowed" : "",
        evaluated,
        Duration.ofSeconds(30));
  }

  private List<StatusFact> facts(Kept... told) {
    return AlertFacts.of(board(told), NOON).getOrDefault(VOTE, List.of());
  }

  private AlertBoard board(Kept... told) {
    return AlertRules.board(List.of(told), mapping, List.of());
  }

  private static FiringAlert alert(String state, Map<String, String> labels) {
    return new FiringAlert(
        labels.getOrDefault("alertname", ""),
        state,
        NOON.minusSeconds(300),
        labels,
        Map.of("summary", "More than 1 % of the votes fail"),
        List.of(),
        false);
  }

  private static Kept prometheus(FiringAlert alert) {
    return prometheus(alert, NOON, null);
  }

  private static Kept prometheus(FiringAlert alert, Instant asOf, @Nullable String trouble) {
    return new Kept(reading("prometheus", false, alert), asOf, trouble);
  }

  private static Kept manager(FiringAlert alert) {
    return new Kept(reading("alertmanager", true, alert), NOON, null);
  }

  private static AlertReading reading(String name, boolean manager, FiringAlert alert) {
    return new AlertReading(
        UuidV7.next(), name, manager, Set.of(PRODUCTION), List.of(), List.of(alert), null);
  }
}
