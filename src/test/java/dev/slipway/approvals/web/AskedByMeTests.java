package dev.slipway.approvals.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalRule;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.RequestApproval;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The part of the inbox that shows what one asked for, where it is long.
@SlipwayTest
class AskedByMeTests {

  @Autowired Approvals approvals;
  @Autowired People people;
  @Autowired Teams teams;
  @LocalServerPort int port;

  TeamSummary team;
  PersonSummary ada;

  @BeforeEach
  void introduce() {
    var unique = UuidV7.next().toString().substring(24);
    team = teams.create("team-" + unique, "Team " + unique, Actor.SYSTEM);
    ada = people.register("ada-" + unique, "Ada", Actor.SYSTEM);
  }

  @Test
  void aLaterPartOfTheListSaysNothingOfWhatIsOpen() {
    open();
    for (var i = 0; i < 26; i++) {
      approvals.close(open(), "Withdrawn: not needed");
    }
    var visitor = Visitor.signedIn(port, ada.handle());
    var first = Visitor.page(visitor.get("/approvals?tab=mine")).select("#approvals-list");

    var next = first.select("a[href*=cursor]").attr("href");
    var second = Visitor.page(visitor.get(next)).select("#approvals-list").text();

    assertThat(first.text()).doesNotContain("Nothing that you asked for is open");
    assertThat(second).contains("Withdrawn").doesNotContain("Nothing that you asked for is open");
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
    var id = ApprovalId.next();
    approvals.open(
        new RequestApproval(
            id,
            "hash",
            Subject.of("plan", id.value(), "student-service"),
            "Roll out student-service 1.0.1 to production",
            "/plans/" + id.value(),
            "Two schools saw pupils enrolled twice",
            Scope.of(team.id(), EnvironmentClass.PRODUCTION),
            new Actor(ada.id().value(), "Ada", Via.SESSION, null, null, Instant.now()),
            Set.of(ada.id()),
            List.of(new ApprovalRule("Approver", Role.APPROVER, null, 1)),
            Instant.now().plusSeconds(3600)));
    return id;
  }
}
