package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// Accounts in the hands of an administrator: links, sessions, disabling, and why somebody may
/// what.
@SlipwayTest
class AccountTests {

  @LocalServerPort int port;
  @Autowired People people;
  @Autowired Teams teams;
  @Autowired Grants grants;
  @Autowired SecondPerson second;
  @Autowired ApplicationContext portal;
  private final PersonMother mother = new PersonMother();
  private PersonSummary person;
  private Visitor sam;
  private String path;

  @BeforeEach
  void somebody() {
    person = mother.person(people);
    path = "/people/" + person.handle();
    sam = Visitor.signedIn(port, "sam");
  }

  @Test
  @Negative(37)
  void aResetIsNamedAsSuchAndEndsEarlierLinksAndSessions() {
    var invitation = link("An invitation");
    var second = link("An invitation");
    assertThat(new Visitor(port).get(invitation).statusCode()).as("ended").isEqualTo(404);
    join(second);
    assertThat(new Visitor(port).get(second).statusCode()).as("used").isEqualTo(404);
    var session = Visitor.signedIn(port, person.handle());
    assertThat(session.get("/me").statusCode()).isEqualTo(200);

    var reset = link("A password reset");

    assertThat(session.get("/me").statusCode()).isEqualTo(303);
    assertThat(Visitor.page(sam.get(path)).select(".account-links li").eachText())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("Reset by Sam") && line.contains("ends"))
        .anyMatch(line -> line.startsWith("Invitation by Sam") && line.contains("used"))
        .anyMatch(line -> line.startsWith("Invitation by Sam") && line.contains("revoked by Sam"));
    var revoke = Visitor.page(sam.get(path)).select("form[action$=/revoke]").attr("action");
    assertThat(sam.post(revoke, Map.of()).statusCode()).isEqualTo(302);
    assertThat(new Visitor(port).get(reset).statusCode()).isEqualTo(404);
    assertThat(Visitor.page(Visitor.signedIn(port, "vera").get(path)).select(".account-links"))
        .as("the business of administrators")
        .isEmpty();
  }

  @Test
  void disablingEndsAnOpenLinkForGood() {
    var link = link("An invitation");

    people.disable(person.id(), "left", Actor.SYSTEM);
    people.enable(person.id(), "came back", Actor.SYSTEM);

    assertThat(new Visitor(port).get(link).statusCode()).isEqualTo(404);
  }

  @Test
  void anAdministratorEndsSessionsWithAReasonAndThePersonEndsAllOthers() {
    var first = Visitor.signedIn(port, person.handle());
    var second = Visitor.signedIn(port, person.handle());

    assertThat(first.post("/me/other-sessions/end", Map.of()).statusCode()).isEqualTo(302);
    assertThat(second.get("/me").statusCode()).isEqualTo(303);
    assertThat(first.get("/me").statusCode()).isEqualTo(200);

    assertThat(sam.post(path + "/sessions/end", Map.of("reason", " ")).statusCode()).isEqualTo(422);
    assertThat(first.get("/me").statusCode()).isEqualTo(200);
    assertThat(sam.post(path + "/sessions/end", Map.of("reason", "laptop lost")).statusCode())
        .isEqualTo(302);
    assertThat(first.get("/me").statusCode()).isEqualTo(303);
    var kofi = Visitor.signedIn(port, "kofi");
    assertThat(kofi.post(path + "/sessions/end", Map.of("reason", "x")).statusCode())
        .isEqualTo(403);
  }

  @Test
  @Negative(38)
  @Promise("P6")
  void anOpenStreamEndsWithTheAccount() {
    var visitor = Visitor.signedIn(port, person.handle());
    try (var stream = visitor.listen("/live?topic=matrix")) {
      await().until(() -> stream.text().contains("event:patch"));

      var answer = sam.post(path + "/disable", Map.of("reason", "left"));

      assertThat(answer.statusCode()).isEqualTo(302);
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> assertThat(stream.text()).contains("event:end").contains("data:signed-out"));
    }
  }

  @Test
  void aRoleThatEndedIsKeptWithItsReasons() {
    var team = mother.team(teams);
    grants.give(
        person.id(), Role.DEVELOPER, team.id(), EnvironmentClass.STAGING, "joins", Actor.SYSTEM);
    var grant = grants.of(person.id()).getFirst().id();
    sam.post(path + "/grants/" + grant + "/end", Map.of("reason", "changed teams"));

    var former = Visitor.page(sam.get(path)).select("details.former");

    assertThat(former.select("summary").text()).isEqualTo("Former roles (1)");
    assertThat(former.select("tbody tr").text())
        .contains("developer of " + team.name() + " in staging")
        .contains("by Slipway: joins")
        .contains("by Sam: changed teams");
  }

  @Test
  void whatAPersonMayDoSomewhereIsAnsweredWithItsReasonOrWhatIsMissing() {
    grants.give(
        person.id(),
        Role.DEVELOPER,
        teams.bySlug("students").orElseThrow().id(),
        EnvironmentClass.STAGING,
        "the work",
        Actor.SYSTEM);
    var vera = Visitor.signedIn(port, "vera");
    var rights = path + "/rights";

    assertThat(row(vera, rights, "Plan and start changes"))
        .contains("In places")
        .contains("As developer of Students in staging");
    assertThat(row(vera, "/people/vera/rights", "Plan and start changes"))
        .contains("in places ")
        .doesNotContain("nobody");
    assertThat(row(vera, rights, "Manage clusters")).contains("No").contains("platform admin");
    assertThat(row(vera, rights, "See the catalog")).contains("Yes");
    assertThat(row(Visitor.signedIn(port, "sam"), "/people/sam/rights", "Manage people"))
        .contains("Yes")
        .contains("platform admin, given by");
    assertThat(Visitor.page(vera.get(rights)).select(".card-foot").text())
        .contains("on the page of the person");
    var nothing = Visitor.page(vera.get(rights + "?service=%3Cscript%3E&environment=x"));
    assertThat(nothing.select("#service-note").text()).contains("There is no service '<script>'");
    assertThat(nothing.select("section.card")).isEmpty();
    assertThat(vera.get("/people/nobody/rights").statusCode()).isEqualTo(404);
    people.disable(person.id(), "left", Actor.SYSTEM);
    assertThat(row(vera, rights, "Plan and start changes")).contains("The account is disabled");
  }

  private static String row(Visitor visitor, String path, String act) {
    return Visitor.page(visitor.get(path)).select("tr:has(th:contains(" + act + "))").text();
  }

  private String link(String what) {
    var page = Visitor.page(sam.post(path + "/link", Map.of()));
    var waiting = second.waiting(Subject.of("person", person.handle(), person.name()));
    assertThat(page.select("[role=status]").text())
        .startsWith(waiting.isEmpty() ? what : "It does not work yet");
    new Agreeing(portal::getBean).to(waiting.stream().findFirst());
    var address = page.select("[role=status] code").text();
    return address.substring(address.indexOf("/join/"));
  }

  private void join(String link) {
    var fresh = new Visitor(port);
    fresh.get(link);
    assertThat(fresh.post(link, Map.of("password", "correct horse battery")).statusCode())
        .isEqualTo(302);
  }
}
