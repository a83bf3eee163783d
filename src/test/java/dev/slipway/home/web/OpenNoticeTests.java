package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.home.Pending;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenNoticeTests {

  private static OpenNotice notice(
      Pending.Stage stage, List<List<String>> people, String progress) {
    var pending = new Pending(stage, "Roll out shop 1 → 2", "1", "2", people, progress, "/there");
    return OpenNotice.of(pending, "");
  }

  @Test
  void whatWaitsNamesForWhomAndLeadsToThePlan() {
    var notice = notice(Pending.Stage.ASKED, List.of(List.of("Mira", "Jon")), "");
    assertThat(notice.title()).isEqualTo("Waits for Mira or Jon");
    assertThat(notice.text()).isEqualTo("Roll out shop 1 → 2.");
    assertThat(notice.href()).isEqualTo("/there");
    assertThat(notice.action()).isEqualTo("Read the plan");
  }

  @Test
  void whereSeveralRulesAskSomebodyForEachIsNamed() {
    var both = List.of(List.of("Mira"), List.of("Mira", "Jon"));
    assertThat(notice(Pending.Stage.ASKED, both, "").title()).isEqualTo("Waits for Mira and Jon");
    var choice = List.of(List.of("Mira"), List.of("Jon", "Sam"));
    assertThat(notice(Pending.Stage.ASKED, choice, "").title())
        .isEqualTo("Waits for Mira and Jon or Sam");
  }

  @Test
  void whatRunsSaysHowFarItIsAndWhatNobodyKnowsSaysSo() {
    assertThat(notice(Pending.Stage.RUNNING, List.of(), "33 %").title())
        .isEqualTo("Under way, 33 %");
    assertThat(notice(Pending.Stage.RUNNING, List.of(), "outcome unknown").title())
        .isEqualTo("Outcome unknown");
  }

  @Test
  void onThePageOfAServiceTheEnvironmentComesFirst() {
    var pending =
        new Pending(Pending.Stage.APPROVED, "Roll out", "1", "2", List.of(), "", "/plans/1");
    assertThat(OpenNotice.of(pending, "Production").title())
        .isEqualTo("Production: approved, not started");
  }
}
