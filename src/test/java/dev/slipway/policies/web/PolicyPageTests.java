package dev.slipway.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.Agreeing;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.FreezeWindows;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class PolicyPageTests {

  @Autowired ApplicationContext portal;
  @Autowired EnvironmentPolicies policies;
  @Autowired Environments environments;
  @Autowired People people;
  @Autowired Teams teams;
  @Autowired Grants grants;
  @Autowired FreezeWindows freezes;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  EnvironmentView stage;
  PersonSummary jon;
  PersonSummary vera;

  @BeforeEach
  void prepare() {
    var unique = UuidV7.next().toString().substring(24);
    var wish =
        new RegisterEnvironment("p-" + unique, "p-" + unique, EnvironmentClass.PRODUCTION, 90);
    stage = environments.register(wish, Actor.SYSTEM);
    jon = people.register("jon-" + unique, "Jon", Actor.SYSTEM);
    vera = people.register("vera-" + unique, "Vera", Actor.SYSTEM);
    grants.give(jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    grants.give(vera.id(), Role.VIEWER, null, null, "test", Actor.SYSTEM);
  }

  @Test
  void theOwnerEditsThePolicyAndWhatIsWrongKeepsWhatWasTyped() {
    var visitor = Visitor.signedIn(port, jon.handle());
    var path = "/environments/" + stage.slug() + "/policy";
    visitor.get(path);

    var refused = visitor.post(path, form("short"));

    assertThat(refused.statusCode()).isEqualTo(422);
    var page = Visitor.page(refused);
    assertThat(page.select("#reason").text()).isEqualTo("short");
    assertThat(page.select("[role=alert]").text()).contains("10 to 2000 characters");
    for (var number : List.of("planMinutes", "podErrorSeconds", "crashRestarts", "stallMinutes")) {
      for (var odd : List.of("many", "999999")) {
        var typed = new HashMap<>(form("two pairs of eyes"));
        typed.put(number, odd);
        assertThat(Visitor.page(visitor.post(path, typed)).select("[aria-invalid]").eachAttr("id"))
            .containsExactly(number);
      }
    }
    assertThat(visitor.post(path, form("two pairs of eyes")).statusCode()).isEqualTo(302);
    assertThat(policies.of(stage.id()).rules()).singleElement().matches(rule -> rule.seats() == 2);
    var panel = visitor.get("/environments/" + stage.slug() + "/policy/panel");
    assertThat(panel.body()).contains("2 approvers").contains("version 1").doesNotContain("<html");
  }

  @Test
  void theRulesAreSaidInOneSentenceWithoutStoringThem() {
    var visitor = Visitor.signedIn(port, jon.handle());
    var path = "/environments/" + stage.slug() + "/policy";

    var before = Visitor.page(visitor.get(path));
    assertThat(before.select("#words-change").text())
        .isEqualTo("Needs 1 approver; whoever asked for the change never counts.");
    assertThat(before.select("main dt:containsOwn(Environment owner) + dd").text()).contains("Jon");

    var rules = "?role=APPROVER&team=&seats=2&role=SERVICE_OWNER&team=&seats=&role=&team=&seats=";
    var typed = visitor.get(path + "/words" + rules, "HX-Request", "true").body();
    assertThat(typed)
        .doesNotContain("<html")
        .contains("Needs 2 approvers and 1 service owner: 3 different people");
    assertThat(visitor.get(path + "/words?role=&team=&seats=").body())
        .contains("Production does not allow that");
    assertThat(visitor.get(path + "/words?role=APPROVER&team=&seats=99").body())
        .contains("1 to 10 seats");
    assertThat(policies.of(stage.id()).version()).isZero();
  }

  @Test
  void productionIsNeverLeftWithoutARule() {
    var visitor = Visitor.signedIn(port, jon.handle());
    var path = "/environments/" + stage.slug() + "/policy";
    visitor.get(path);
    var alone = new HashMap<>(form("I would rather ship alone"));
    alone.put("role", "");

    var refused = visitor.post(path, alone);

    assertThat(refused.statusCode()).isEqualTo(422);
    var page = Visitor.page(refused);
    assertThat(page.select("#rules-note .field-error").text())
        .contains("nobody ships alone")
        .contains("add a rule");
    assertThat(page.select("[role=alert] a").attr("href")).isEqualTo("#rules");
    assertThat(page.select("#reason").text()).isEqualTo("I would rather ship alone");
    assertThat(policies.of(stage.id()).version()).isZero();
  }

  @Test
  void nineApproversWhereOneMayAreWarnedOfAndAskedBack() {
    var team = teams.create("team-" + stage.slug(), "Team " + stage.slug(), Actor.SYSTEM);
    teams.join(team.id(), vera.id(), Actor.SYSTEM);
    grants.give(vera.id(), Role.APPROVER, null, null, "test", Actor.SYSTEM);
    var visitor = Visitor.signedIn(port, jon.handle());
    var path = "/environments/" + stage.slug() + "/policy";
    visitor.get(path);
    var nine = new HashMap<>(form("nine pairs of eyes, please"));
    nine.put("team", team.id().value().toString());
    nine.put("seats", "9");
    nine.remove("outOfReachAccepted");

    var refused = visitor.post(path, nine);

    assertThat(refused.statusCode()).isEqualTo(422);
    var page = Visitor.page(refused);
    assertThat(page.select("#outOfReachAccepted-note .field-error").text())
        .startsWith("9 approvals are needed, and those who may decide can give 1.");
    assertThat(page.select("#policy-words").text()).contains("1 person may: Vera");
    assertThat(page.select("input[name=seats]").attr("value")).isEqualTo("9");
    assertThat(policies.of(stage.id()).version()).isZero();

    nine.put("outOfReachAccepted", "true");
    assertThat(visitor.post(path, nine).statusCode()).isEqualTo(302);
    assertThat(policies.of(stage.id()).rules()).singleElement().matches(rule -> rule.seats() == 9);
  }

  @Test
  void aViewerReadsThePolicyAndWhoMayEditIt() {
    var visitor = Visitor.signedIn(port, vera.handle());
    var path = "/environments/" + stage.slug() + "/policy";

    var page = Visitor.page(visitor.get(path));

    assertThat(page.select("main form")).isEmpty();
    assertThat(page.select("section[aria-labelledby=h-in-force]").text()).contains("hold 24 h");
    assertThat(page.select("main").text()).contains("Ask").contains("Jon");
    assertThat(visitor.post(path, form("two pairs of eyes")).statusCode()).isEqualTo(403);
  }

  @Test
  void aFreezeIsDeclaredShownAndEnded() {
    var visitor = Visitor.signedIn(port, jon.handle());
    visitor.get("/freezes");
    var freeze = new HashMap<String, String>();
    freeze.put("name", "Exams of " + stage.slug());
    freeze.put("environment", stage.id().value().toString());
    freeze.put("zone", "Europe/Berlin");
    freeze.put("starts", "2999-01-01T10:00");
    freeze.put("ends", "2999-01-02T10:00");
    freeze.put("reason", "exams are written this week");

    freeze.put("zone", "Mars/Base");
    var unknown = visitor.post("/freezes", freeze);
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(unknown).select("[aria-invalid]").eachAttr("id"))
        .containsExactly("zone");
    freeze.put("zone", "Europe/Berlin");
    freeze.put("ends", "2019-01-01T10:00");
    var over = Visitor.page(visitor.post("/freezes", freeze));
    assertThat(over.select("[aria-invalid]").eachAttr("id")).containsExactly("ends");
    assertThat(over.select("#ends-note").text())
        .contains("must end after it starts: Tue 1 Jan 2999, 10:00 to");
    freeze.put("ends", "2999-01-02T10:00");
    freeze.put("system", "zz");
    var refused = visitor.post("/freezes", freeze);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(refused).select("#system[aria-invalid]")).hasSize(1);
    freeze.put("system", "");
    assertThat(visitor.post("/freezes", freeze).statusCode()).isEqualTo(302);

    var row =
        Visitor.page(visitor.get("/freezes")).select(".freeze").stream()
            .filter(one -> one.text().contains(stage.slug()))
            .findFirst()
            .orElseThrow();
    assertThat(row.text()).contains("Europe/Berlin");
    var shorten = row.select(".freeze-change form").attr("action");
    var typed = Map.of("version", "1", "reason", "the exams are over", "ends", "2999-06-01T10:00");
    var longer = visitor.post(shorten, typed);
    assertThat(longer.statusCode()).isEqualTo(422);
    var again = Visitor.page(longer).select(".freeze-change[open]");
    assertThat(again.select("input[name=ends]").attr("value")).isEqualTo("2999-06-01T10:00");
    assertThat(again.select("input[name=reason]").attr("value")).isEqualTo("the exams are over");
    assertThat(again.select("[aria-invalid]").eachAttr("name")).containsExactly("ends");
    assertThat(again.select(".field-error").text()).contains("not shorter");
    var unread = visitor.post(shorten, Map.of("version", "1", "reason", "the exams are over"));
    assertThat(unread.statusCode()).isEqualTo(422);
    var end = row.select("button.button-danger").attr("formaction");
    var wordless = visitor.post(end, Map.of("version", "1", "reason", "short"));
    assertThat(wordless.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(wordless).select(".freeze-change[open] [aria-invalid]").attr("name"))
        .isEqualTo("reason");
    var ended = visitor.post(end, Map.of("version", "1", "reason", "the exams are over"));
    assertThat(ended.statusCode()).isEqualTo(302);
    new Agreeing(portal::getBean).at(ended.headers().firstValue("Location").orElseThrow());
    assertThat(Visitor.page(visitor.get("/freezes")).select(".freeze").text())
        .doesNotContain(stage.slug());
  }

  @Test
  void aFreezeThatNeverHoldsIsRefusedAtTheFieldAtFault() {
    var visitor = Visitor.signedIn(port, jon.handle());
    visitor.get("/freezes");
    var freeze = new HashMap<String, String>();
    freeze.put("name", "Gone of " + stage.slug());
    freeze.put("environment", stage.id().value().toString());
    freeze.put("zone", "Europe/Berlin");
    freeze.put("starts", "2020-01-01T10:00");
    freeze.put("ends", "2020-01-02T10:00");
    freeze.put("reason", "exams are written this week");

    var past = visitor.post("/freezes", freeze);

    assertThat(past.statusCode()).isEqualTo(422);
    var page = Visitor.page(past);
    assertThat(page.select("[aria-invalid]").eachAttr("id")).containsExactly("ends");
    assertThat(page.select("#ends-note").text()).contains("it ends Thu 2 Jan 2020, 10:00 Europe");
    assertThat(page.select("#ends").attr("value")).isEqualTo("2020-01-02T10:00");
    freeze.put("starts", "2999-01-01T10:00");
    freeze.put("ends", "2999-01-02T10:00");
    freeze.put("weekly", "true");
    freeze.put("lastDay", "2020-01-01");
    var never = Visitor.page(visitor.post("/freezes", freeze));
    assertThat(never.select("[aria-invalid]").eachAttr("id")).containsExactly("lastDay");
    assertThat(never.select("#lastDay-note").text()).contains("its last day is Wed 1 Jan 2020");
  }

  @Test
  void aFreezeThatRanOutIsToldAsOverAndCannotBeEnded() {
    var id = UuidV7.next();
    var name = "Old exams of " + stage.slug();
    jdbc.sql(
            """
            insert into freeze_window (id, version, name, environment, zone, starts_local,
              ends_local, weekly, ended, reason, edited_by, edited_by_name)
            values (:id, 1, :name, :environment, 'Europe/Berlin', '2020-01-01 10:00',
              '2020-01-02 10:00', false, false, 'exams were written', null, 'Jon')
            """)
        .param("id", id)
        .param("name", name)
        .param("environment", stage.id().value())
        .update();
    var visitor = Visitor.signedIn(port, jon.handle());

    var page = Visitor.page(visitor.get("/freezes"));

    assertThat(page.select(".freeze").text()).doesNotContain(name);
    assertThat(page.select("section:has(#h-ended)").text()).contains(name).contains("2 Jan 2020");
    assertThat(freezes.inForce()).noneMatch(freeze -> freeze.id().equals(id));
    var typed = Map.of("version", "1", "reason", "end what is over");
    assertThat(visitor.post("/freezes/" + id + "/end", typed).statusCode()).isEqualTo(409);
  }

  private static Map<String, String> form(String reason) {
    var form = new HashMap<String, String>();
    form.put("version", "0");
    form.put("role", "APPROVER");
    form.put("team", "");
    form.put("seats", "2");
    form.put("planMinutes", "60");
    form.put("automatic", "true");
    form.put("podErrorSeconds", "60");
    form.put("crashRestarts", "2");
    form.put("stallMinutes", "10");
    form.put("reason", reason);
    form.put("outOfReachAccepted", "true");
    return form;
  }
}
