package dev.slipway.approvals.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The part of the inbox that shows what one asked for, where it is long.
@SlipwayTest
class AskedByMeTests extends ApprovalStage {

  @LocalServerPort int port;

  @Test
  void aLaterPartOfTheListSaysNothingOfWhatIsOpen() {
    open();
    for (var i = 0; i < 26; i++) {
      approvals.close(open(), "Withdrawn: not needed");
    }
    var visitor = Visitor.signedIn(port, ada.handle());
    var first = Visitor.page(visitor.get("/approvals?tab=mine")).select("#approvals-list");

    var next = first.select("a[href*=cursor]").attr("href");
    var second = Visitor.page(visitor.get(next)).select("#approvals-list");

    assertThat(first.text()).doesNotContain("Nothing that you asked for is open");
    assertThat(second.text())
        .contains("Withdrawn")
        .doesNotContain("Nothing that you asked for is open");
    assertThat(second.attr("hx-get")).as("what news reads again").isEqualTo(next);
  }

  @Test
  void whoAskedForMoreThanAHundredIsToldThatTheListIsCut() {
    for (var i = 0; i < 101; i++) {
      open();
    }
    var visitor = Visitor.signedIn(port, ada.handle());

    var list = Visitor.page(visitor.get("/approvals?tab=mine")).select("#approvals-list");
    assertThat(list.select("article")).hasSize(100);
    assertThat(list.text()).contains("Only your newest hundred are here.");
    assertThat(
            Visitor.page(visitor.get("/approvals"))
                .select("section[aria-labelledby=h-mine]")
                .text())
        .contains("100 or more open");
  }

  private ApprovalId open() {
    return open(rule(1));
  }
}
