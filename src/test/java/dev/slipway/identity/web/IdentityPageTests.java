package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class IdentityPageTests {

  @LocalServerPort int port;
  @Autowired People people;

  @Test
  void everybodySeesWhoMayWhatAndByWhichRole() {
    var vera = Visitor.signedIn(port, "vera");

    assertThat(Visitor.page(vera.get("/people")).select("tbody th").eachText())
        .anyMatch(row -> row.startsWith("Kofi"));
    var kofi = Visitor.page(vera.get("/people/kofi"));
    assertThat(kofi.text()).contains("service owner of").contains("Plan and start changes");
    assertThat(kofi.select("form[action$=/grants]")).isEmpty();
    assertThat(vera.get("/teams/students").statusCode()).isEqualTo(200);
    assertThat(vera.get("/people/nobody-here").statusCode()).isEqualTo(404);
    assertThat(vera.get("/teams/no-team").statusCode()).isEqualTo(404);
  }

  @Test
  void anAdministratorAddsSomebodyGivesARoleAndMakesALinkThatWorksOnce() {
    var sam = Visitor.signedIn(port, "sam");
    var handle = "new-" + UUID.randomUUID().toString().substring(0, 8);

    var invited = sam.post("/people", Map.of("handle", handle, "name", "New Person"));
    assertThat(invited.statusCode()).isEqualTo(200);
    var first = link(invited);
    var given =
        sam.post(
            "/people/" + handle + "/grants",
            Map.of(
                "role",
                "DEVELOPER",
                "team",
                "students",
                "environment",
                "STAGING",
                "reason",
                "joins"));
    assertThat(given.statusCode()).isEqualTo(302);
    var link = link(sam.post("/people/" + handle + "/link", Map.of()));
    assertThat(new Visitor(port).get(first).statusCode()).as("the later one counts").isEqualTo(404);

    var fresh = new Visitor(port);
    assertThat(Visitor.page(fresh.get(link)).select("h1").text()).isEqualTo("Welcome, New Person");
    assertThat(fresh.post(link, Map.of("password", "short")).statusCode()).isEqualTo(422);
    assertThat(fresh.post(link, Map.of("password", "correct horse battery")).statusCode())
        .isEqualTo(302);
    assertThat(Visitor.page(fresh.get("/me")).select("h1").text()).isEqualTo("New Person");
    assertThat(new Visitor(port).get(link).statusCode()).isEqualTo(404);

    var again = new Visitor(port);
    again.get("/sign-in");
    var signedIn =
        again.post("/sign-in", Map.of("name", handle, "password", "correct horse battery"));
    assertThat(signedIn.statusCode()).isEqualTo(302);
  }

  private String link(HttpResponse<String> answer) {
    var address = Visitor.page(answer).select("[role=status] code").text();
    assertThat(address).startsWith("http://127.0.0.1:" + port + "/join/");
    return address.substring(address.indexOf("/join/"));
  }

  @Test
  void aRoleWithoutAReasonIsAskedForAgainWithWhatWasChosen() {
    var sam = Visitor.signedIn(port, "sam");
    var handle = "why-" + UUID.randomUUID().toString().substring(0, 8);
    people.register(handle, "New Person", Actor.SYSTEM);
    var chosen = Map.of("role", "APPROVER", "team", "students", "environment", "PRODUCTION");

    var answer = sam.post("/people/" + handle + "/grants", with(chosen, " "));

    assertThat(answer.statusCode()).isEqualTo(422);
    var page = Visitor.page(answer);
    assertThat(page.select("h1").text()).isEqualTo("New Person");
    assertThat(page.select("#reason[aria-invalid=true]")).hasSize(1);
    assertThat(page.select("#reason-note").text()).contains("1 to 400 visible characters");
    assertThat(page.select("select option[selected]").eachAttr("value"))
        .containsExactly("APPROVER", "students", "PRODUCTION");
    var wide = Map.of("role", "AUDITOR", "team", "students", "environment", "");
    assertThat(sam.post("/people/" + handle + "/grants", with(wide, "reads it")).statusCode())
        .as("bounds of a role of the whole portal are set aside")
        .isEqualTo(302);
  }

  @Test
  void whatEndsARoleOrAnAccountIsAskedForAgainAtItsField() {
    var sam = Visitor.signedIn(port, "sam");
    var handle = "end-" + UUID.randomUUID().toString().substring(0, 8);
    people.register(handle, "Leaving Soon", Actor.SYSTEM);
    var path = "/people/" + handle;
    var role = Map.of("role", "DEVELOPER", "team", "students", "environment", "STAGING");
    sam.post(path + "/grants", with(role, "joins"));
    var end = Visitor.page(sam.get(path)).select("form[action*=/grants/]").attr("action");

    var endless = "x".repeat(401);
    var fields = new LinkedHashMap<String, String>();
    fields.put(end, "[id^=reason-]");
    fields.put(path + "/disable", "#account-reason");
    for (var form : fields.entrySet()) {
      for (var reason : new String[] {" ", endless}) {
        var answer = sam.post(form.getKey(), Map.of("reason", reason));

        assertThat(answer.statusCode()).isEqualTo(422);
        var page = Visitor.page(answer);
        assertThat(page.select("h1").text()).isEqualTo("Leaving Soon");
        var field = page.select("[aria-invalid=true]");
        assertThat(field).hasSize(1).allMatch(one -> one.is(form.getValue()));
        assertThat(field.val()).isEqualTo(reason);
        assertThat(page.select("#" + field.attr("aria-describedby")).text())
            .contains("1 to 400 visible characters");
      }
      assertThat(sam.post(form.getKey(), Map.of("reason", "leaves")).statusCode()).isEqualTo(302);
    }
    var last = Visitor.page(sam.get(path)).select("form[action$=/enable]").attr("action");
    assertThat(sam.post(last, Map.of()).statusCode()).isEqualTo(422);
  }

  @Test
  void aPersonOrATeamThatCannotBeAddedIsAskedForAgain() {
    var sam = Visitor.signedIn(port, "sam");
    sam.get("/people");

    var person = sam.post("/people", Map.of("handle", "Not A Handle", "name", "Typed Name"));
    var team = sam.post("/teams", Map.of("slug", "students", "name", "Typed Team"));

    assertThat(person.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(person).select("#handle[aria-invalid=true]").val())
        .isEqualTo("Not A Handle");
    assertThat(Visitor.page(person).select("#name").val()).isEqualTo("Typed Name");
    assertThat(team.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(team).select("#team-slug[aria-invalid=true]").val())
        .isEqualTo("students");
    assertThat(Visitor.page(team).select("#team-name").val()).isEqualTo("Typed Team");
  }

  @Test
  void anAddressThatTakesOnlyFormsIsAnsweredInOnesOwnPages() {
    var ada = Visitor.signedIn(port, "ada");

    var answer = ada.get("/sign-out");

    assertThat(answer.statusCode()).isEqualTo(405);
    var page = Visitor.page(answer);
    assertThat(page.select("h1").text()).isEqualTo("There is no page to read at this address");
    assertThat(page.select("header a[href=/me]")).isNotEmpty();
  }

  private static Map<String, String> with(Map<String, String> form, String reason) {
    var all = new HashMap<>(form);
    all.put("reason", reason);
    return all;
  }

  @Test
  void whoeverIsNotAnAdministratorChangesNobody() {
    for (var handle : new String[] {"ada", "kofi", "mira", "jon", "noor", "vera"}) {
      var visitor = Visitor.signedIn(port, handle);
      assertThat(visitor.post("/people", Map.of("handle", "x", "name", "X")).statusCode())
          .isEqualTo(403);
      assertThat(
              visitor
                  .post(
                      "/people/" + handle + "/grants",
                      Map.of("role", "PLATFORM_ADMIN", "reason", "mine"))
                  .statusCode())
          .isEqualTo(403);
      assertThat(visitor.post("/people/sam/disable", Map.of("reason", "x")).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void aDisabledPersonsSessionEndsAtOnce() {
    var handle = "gone-" + UUID.randomUUID().toString().substring(0, 8);
    var person = people.register(handle, "Gone Soon", Actor.SYSTEM);
    var visitor = Visitor.signedIn(port, handle);
    assertThat(visitor.get("/me").statusCode()).isEqualTo(200);

    people.disable(person.id(), "left", Actor.SYSTEM);

    assertThat(visitor.get("/me").statusCode()).isEqualTo(303);
    assertThat(visitor.get("/api/v1/audit").statusCode()).isEqualTo(401);
  }

  @Test
  void onesOwnSessionsAreListedAndEnded() {
    var handle = "two-" + UUID.randomUUID().toString().substring(0, 8);
    people.register(handle, "Two Browsers", Actor.SYSTEM);
    var first = Visitor.signedIn(port, handle);
    var second = Visitor.signedIn(port, handle);

    var ends = Visitor.page(first.get("/me")).select("form[action^=/me/sessions/]");
    assertThat(ends).hasSize(1);
    first.post(ends.attr("action"), Map.of());

    assertThat(second.get("/me").statusCode()).isEqualTo(303);
    assertThat(first.get("/me").statusCode()).isEqualTo(200);
  }

  @Test
  void thereIsNoSetupOnceThereIsAnAdministrator() {
    var visitor = new Visitor(port);

    assertThat(visitor.get("/setup").statusCode()).isEqualTo(404);
  }

  @Test
  void aPersonChoosesATimeZone() {
    var vera = Visitor.signedIn(port, "vera");

    assertThat(vera.post("/me/zone", Map.of("zone", "Europe/Berlin")).statusCode()).isEqualTo(302);
    assertThat(Visitor.page(vera.get("/me")).select("#zone").val()).isEqualTo("Europe/Berlin");
    var refused = vera.post("/me/zone", Map.of("zone", "Mars/Base"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(refused).select("#zone").val()).isEqualTo("Mars/Base");
    assertThat(Visitor.page(refused).select("#zone-note").text())
        .contains("'Mars/Base' is no time zone");
  }
}
