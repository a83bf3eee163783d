package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Lists, standings and what becomes of a number as it ages.
@SlipwayTest
class ObjectivesTests {

  private static final Duration NOW = Duration.ofSeconds(20);

  @Autowired ApplicationContext context;
  private SloStage stage;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
  }

  @Test
  void theWorstComesFirstOnEveryPage() {
    var healthy = stage.objective("availability");
    stage.stands(healthy, BudgetState.HEALTHY, "0.1", NOW);
    var worse = stage.objective("latency");
    stage.stands(worse, BudgetState.FREEZE, "0.6", NOW);
    var worst = stage.objective("checkout");
    stage.stands(worst, BudgetState.FREEZE, "0.7", NOW);
    var unknown = stage.objective("never asked");

    assertThat(pages(1)).containsExactly(worst, worse, unknown, healthy);
    assertThat(pages(3)).containsExactly(worst, worse, unknown, healthy);
  }

  private List<UUID> pages(int limit) {
    var found = new ArrayList<UUID>();
    String cursor = null;
    do {
      var page =
          stage
              .bean(Objectives.class)
              .search(
                  new ObjectiveSearch(stage.service.slug(), "", "", "", null, null, cursor, limit));
      page.items().forEach(one -> found.add(one.id()));
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  @Test
  void aListNarrowsByWhatIsAsked() {
    var id = stage.objective("Availability");
    stage.stands(id, BudgetState.REVIEW, "0.3", NOW);
    var team = stage.team.slug();
    assertThat(search(new ObjectiveSearch("", "", team, "avail", null, null, null, 9)))
        .containsExactly(id);
    assertThat(search(new ObjectiveSearch("", "", team, stage.service.slug(), null, null, null, 9)))
        .containsExactly(id);
    assertThat(search(new ObjectiveSearch("", "", team, "other", null, null, null, 9))).isEmpty();
    assertThat(search(new ObjectiveSearch("", "", team, "", BudgetState.REVIEW, null, null, 9)))
        .containsExactly(id);
    assertThat(search(new ObjectiveSearch("", "", team, "", BudgetState.HEALTHY, null, null, 9)))
        .isEmpty();
    assertThat(search(new ObjectiveSearch("", "", team, "", null, ObjectiveStatus.DRAFT, null, 9)))
        .isEmpty();
    assertThatThrownBy(() -> search(new ObjectiveSearch("", "", "", "", null, null, "x_y", 9)))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("cursor");
  }

  private List<UUID> search(ObjectiveSearch search) {
    return stage.bean(Objectives.class).search(search).items().stream()
        .map(ObjectiveSummary::id)
        .toList();
  }

  @Test
  void aNumberIsStaleAfterMinutesAndUnknownAfterFifteen() {
    var id = stage.objective("availability");
    stage.stands(id, BudgetState.HEALTHY, "0.1", Duration.ofMinutes(2));
    assertThat(budget(id).quality()).isEqualTo(ReadingQuality.FRESH);

    stage.stands(id, BudgetState.HEALTHY, "0.1", Duration.ofMinutes(14));
    assertThat(budget(id).quality()).isEqualTo(ReadingQuality.STALE);
    assertThat(budget(id).state()).isEqualTo(BudgetState.HEALTHY);
    assertThat(budget(id).remaining()).isEqualByComparingTo("0.9");

    stage.stands(id, BudgetState.HEALTHY, "0.1", Duration.ofMinutes(16));
    assertThat(budget(id).state()).isEqualTo(BudgetState.UNKNOWN);
    assertThat(budget(id).consumed()).as("nothing turns green from a dead number").isNull();
    assertThat(budget(id).asOf()).as("but since when is told").isNotNull();
  }

  @Test
  void aPartialAnswerIsShownAndNotBelieved() {
    var id = stage.objective("availability");
    stage.stands(id, BudgetState.HEALTHY, "0.1", NOW);
    stage.set(id, "partial = true");
    assertThat(budget(id).quality()).isEqualTo(ReadingQuality.PARTIAL);
    assertThat(budget(id).state()).isEqualTo(BudgetState.UNKNOWN);
    assertThat(budget(id).consumed()).isEqualByComparingTo("0.1");
  }

  @Test
  void aWrongQueryMakesOnlyItsOwnObjectiveUnknown() {
    var wrong = stage.objective("wrong");
    stage.stands(wrong, BudgetState.HEALTHY, "0.1", NOW);
    stage.set(wrong, "unusable = true, trouble = 'parse error at char 7'");
    var right = stage.objective("right");
    stage.stands(right, BudgetState.HEALTHY, "0.1", NOW);
    assertThat(budget(wrong).state()).isEqualTo(BudgetState.UNKNOWN);
    assertThat(budget(wrong).reason()).isEqualTo("parse error at char 7");
    assertThat(budget(right).state()).isEqualTo(BudgetState.HEALTHY);
  }

  @Test
  void theWorstThatGatesDecides() {
    var availability = stage.objective("availability");
    stage.stands(availability, BudgetState.REVIEW, "0.4718", NOW);
    var latency = stage.objective("latency");
    stage.stands(latency, BudgetState.EXHAUSTED, "3", NOW);
    assertThat(standing().state()).isEqualTo(BudgetState.EXHAUSTED);
    assertThat(standing().reason()).isEqualTo("latency is exhausted, 300 % of its budget used.");

    stage
        .bean(JdbcClient.class)
        .sql("update slo set status = 'DRAFT' where id = ?")
        .param(latency)
        .update();
    assertThat(standing().state()).isEqualTo(BudgetState.REVIEW);
    assertThat(standing().deciding()).extracting(ObjectiveSummary::id).isEqualTo(availability);
    assertThat(standing().objectives()).as("drafts are shown").hasSize(2);
    assertThat(stage.bean(Budgets.class).all())
        .containsKey(new Budgets.Place(stage.service.id(), stage.production.id()));
  }

  @Test
  void withoutAGatingObjectiveThereIsNoState() {
    assertThat(standing().state()).isNull();
    assertThat(standing().reason()).isEqualTo("No active objective gates here.");
  }

  private BudgetStanding standing() {
    return stage.bean(Budgets.class).standing(stage.service.id(), stage.production.id());
  }

  private BudgetReading budget(UUID id) {
    return stage.bean(Objectives.class).byId(id).summary().budget();
  }
}
