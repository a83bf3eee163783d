package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.health.HealthState;
import dev.slipway.health.ServiceStatus;
import dev.slipway.health.StatusFact;
import dev.slipway.health.StatusFact.Source;
import dev.slipway.health.StatusesChanged;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// A cell and the health of its service say one thing.
@SlipwayTest
class HeldFaultsTests {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant FROM = NOW.minus(Duration.ofMinutes(44));

  @Autowired private ApplicationContext context;
  private final List<Object> told = new ArrayList<>();
  private SloStage stage;
  private HeldFaults held;
  private Placement placement;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
    held = new HeldFaults(new HeldBudgets(stage.bean(Budgets.class), told::add), told::add);
    placement =
        new Placement(
            PlacementId.next(),
            stage.service.id(),
            stage.production.id(),
            new WorkloadRef(ClusterId.next(), "default", WorkloadKind.DEPLOYMENT, "vote"),
            "app");
  }

  @Test
  void whatIsDegradedBesideItsPodsIsNoHealthyCell() {
    says(HealthState.DEGRADED, fact(Source.OBJECTIVE, HealthState.DEGRADED, "It burns fast."));

    var cell = held.beside(placement, cell(CellState.HEALTHY, false));

    assertThat(cell.state()).isEqualTo(CellState.DEGRADED);
    assertThat(cell.note(NOW)).isEqualTo("Degraded 44 min");
    assertThat(cell.title()).endsWith("It burns fast.");
    assertThat(cell.fault()).isEqualTo("It burns fast.");
    assertThat(cell(CellState.HEALTHY, false).fault()).isEmpty();
    assertThat(held.beside(placement, cell(CellState.DRIFT, false)).state())
        .isEqualTo(CellState.DEGRADED);
    assertThat(told)
        .singleElement()
        .isEqualTo(
            new BesidesShown(
                java.util.Set.of(new Budgets.Place(stage.service.id(), stage.production.id()))));
  }

  @Test
  void whatTheCellKnowsItselfStays() {
    says(HealthState.DEGRADED, fact(Source.ALERT, HealthState.DEGRADED, "HighErrors fires."));

    assertThat(held.beside(placement, cell(CellState.FAILED, false)).state())
        .isEqualTo(CellState.FAILED);
    assertThat(held.beside(placement, cell(CellState.WAITING, false)).title())
        .endsWith("HighErrors fires.");
    var stale = cell(CellState.UNKNOWN, true);
    assertThat(held.beside(placement, stale)).isEqualTo(stale);
    assertThat(cell(CellState.FAILED, true).fault()).as("nobody knows now").isEmpty();
  }

  @Test
  void whatHasNoSayOrIsOverIsNotShown() {
    says(HealthState.HEALTHY, fact(Source.OBJECTIVE, HealthState.UNKNOWN, "Nobody answers."));
    assertThat(told).isEmpty();

    says(HealthState.DEGRADED, fact(Source.RESOURCE, HealthState.DEGRADED, "It has ended."));
    says(HealthState.HEALTHY, fact(Source.RESOURCE, HealthState.HEALTHY, "It is well."));

    var well = cell(CellState.HEALTHY, false);
    assertThat(held.beside(placement, well)).isEqualTo(well);
    assertThat(told).hasSize(2);
  }

  private void says(HealthState state, StatusFact beside) {
    var pods =
        new StatusFact(Source.WORKLOAD, "vote", HealthState.HEALTHY, "All ready.", null, NOW, "");
    var facts =
        beside.state() == state && beside.counts() && state != HealthState.HEALTHY
            ? List.of(beside, pods)
            : List.of(pods, beside);
    held.on(
        new StatusesChanged(
            List.of(new ServiceStatus(stage.service, stage.production, state, FROM, facts))));
  }

  private static StatusFact fact(Source source, HealthState state, String reason) {
    return new StatusFact(source, "availability", state, reason, null, NOW, "");
  }

  private static Cell cell(CellState state, boolean stale) {
    return new Cell(
        PlacementId.next(),
        state,
        stale,
        Version.of("app:1.0.0", null),
        "",
        "",
        "3/3",
        state == CellState.HEALTHY ? "" : state.word(),
        "",
        NOW.minus(Duration.ofDays(21)),
        false,
        false,
        "",
        "",
        "");
  }
}
