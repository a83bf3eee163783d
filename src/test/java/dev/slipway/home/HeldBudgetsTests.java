package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.PlacementId;
import dev.slipway.slo.BudgetState;
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

/// What a cell says of its error budget.
@SlipwayTest
class HeldBudgetsTests {

  private static final Duration NOW = Duration.ofSeconds(20);

  @Autowired ApplicationContext context;
  private final List<Object> told = new ArrayList<>();
  private SloStage stage;
  private HeldBudgets held;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
    held = new HeldBudgets(stage.bean(Budgets.class), told::add);
  }

  @Test
  void aBudgetThatIsWellSaysNothing() {
    stage.stands(stage.objective("availability"), BudgetState.HEALTHY, "0.12", NOW);
    stage.stands(stage.objective("latency"), BudgetState.NO_TRAFFIC, null, NOW);

    assertThat(word()).isEmpty();
  }

  @Test
  void whatIsLeftOfTheWorstIsSaidAndNeverMoreThanThereIs() {
    stage.stands(stage.objective("availability"), BudgetState.REVIEW, "0.3", NOW);
    stage.stands(stage.objective("latency"), BudgetState.FREEZE, "0.5211", NOW);

    assertThat(word()).isEqualTo("budget 47 %");
  }

  @Test
  void whatIsOverdrawnIsBelowZero() {
    stage.stands(stage.objective("latency"), BudgetState.EXHAUSTED, "1.543209877", NOW);

    assertThat(word()).isEqualTo("budget −55 %");
  }

  @Test
  void whatNobodyKnowsAndWhatBurnsFastIsSaid() {
    var id = stage.objective("availability");
    assertThat(word()).isEqualTo("budget unknown");

    stage.stands(id, BudgetState.HEALTHY, "0.05", NOW);
    stage.set(id, "alert = 'PAGE'");
    assertThat(word()).isEqualTo("burns fast");
  }

  @Test
  void onlyWhatSaysSomethingElseIsTold() {
    var id = stage.objective("latency");
    stage.stands(id, BudgetState.FREEZE, "0.521", NOW);
    word();
    told.clear();

    stage.stands(id, BudgetState.FREEZE, "0.523", NOW);
    word();
    assertThat(places()).doesNotContain(place());

    stage.stands(id, BudgetState.FREEZE, "0.56", NOW);
    word();
    assertThat(places()).contains(place());
  }

  @Test
  void aCellSaysItBehindEverythingElse() {
    var now = Instant.parse("2026-11-23T10:00:00Z");
    var cell =
        new Cell(
            PlacementId.next(),
            CellState.HEALTHY,
            false,
            Version.of("app:1.0.0", null),
            "",
            "",
            "3/3",
            "",
            "",
            now.minus(Duration.ofDays(21)),
            false,
            false,
            "",
            "",
            "");

    var said = cell.with("budget 47 %");

    assertThat(cell.note(now)).isEqualTo("21 d");
    assertThat(said.note(now)).isEqualTo("21 d, budget 47 %");
    assertThat(said.headline(now)).isEqualTo("Healthy, 21 d, budget 47 %");
    assertThat(said.spoken(now)).endsWith("21 d, budget 47 %");
    assertThat(said.with("")).isEqualTo(cell);
  }

  private List<Budgets.Place> places() {
    return told.stream().flatMap(event -> ((BesidesShown) event).places().stream()).toList();
  }

  private Budgets.Place place() {
    return new Budgets.Place(stage.service.id(), stage.production.id());
  }

  private String word() {
    held.read();
    return held.word(stage.service.id(), stage.production.id());
  }
}
