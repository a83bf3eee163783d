package dev.slipway.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/// From a connected cluster of which the catalog knows nothing to its services: each person with
/// their own rights and no more, and nothing offered that would be refused.
@SlipwayTest
class FirstRoadTests extends AdoptionFixture {

  @Test
  void theAdministratorPreparesAndTheOwnerOfOneTeamAdopts() {
    var owner = owns(team.id());

    var early = review(owner);
    assertThat(early.select("#h-missing")).hasSize(1);
    assertThat(early.text()).contains("stage-" + mark, "added by a platform administrator: ");
    assertThat(early.select("main code").text())
        .contains("http://", "/environments/new?", "stage-" + mark, "class=");
    assertThat(early.select("form[action$=/adoptions] button")).isEmpty();
    assertThat(owner.get("/environments/new").statusCode()).isEqualTo(403);
    assertThat(owner.get("/systems/new").statusCode()).isEqualTo(200);

    var sam = Visitor.signedIn(port, "sam");
    var table = Visitor.page(sam.get("/clusters/" + slug + "/discover/found"));
    assertThat(table.select("#h-road")).hasSize(1);
    assertThat(table.select("main a[href^=/people]")).isNotEmpty();
    var prepared = review(sam);
    assertThat(prepared.select("form[action$=/adoptions]")).isEmpty();
    assertThat(prepared.text()).contains("Add 1 environment and 1 system");
    assertThat(sam.post("/clusters/" + slug + "/adoptions", fields(prepared)).statusCode())
        .isEqualTo(403);
    assertThat(owner.post("/clusters/" + slug + "/preparations", fields(prepared)).statusCode())
        .isEqualTo(403);
    assertThat(systems.bySlug("shop" + mark)).isEmpty();

    var after = sam.post("/clusters/" + slug + "/preparations", fields(prepared));
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(Visitor.page(after).text())
        .contains("opens Discover here and adopts", "1 environment and 1 system were added")
        .doesNotContain("Nothing is stored yet");
    assertThat(environments.bySlug("stage-" + mark)).isPresent();
    assertThat(systems.bySlug("shop" + mark)).isPresent();
    assertThat(services.bySlug("web" + mark)).isEmpty();
    assertThat(
            jdbc.sql(
                    "select action from audit.audit_event where actor_name = 'Sam'"
                        + " and subject_name in (?, ?)")
                .params("Stage " + mark, "Shop" + mark)
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder("environment.registered", "system.registered");

    adopts(owner, review(owner));
  }

  @Test
  void anOwnerOfOneTeamAddsTheSystemAndNothingOfAnotherTeam() {
    environments.register(
        new RegisterEnvironment("stage-" + mark, "Stage", EnvironmentClass.STAGING, 400),
        Actor.SYSTEM);
    var stranger = owns(mother.team(teams).id());

    var refused = review(stranger);
    assertThat(refused.select("#h-refused")).hasSize(1);
    assertThat(refused.select("main form button")).isEmpty();
    assertThat(systems.bySlug("shop" + mark)).isEmpty();

    var owner = owns(team.id());
    adopts(owner, review(owner));
    assertThat(systems.bySlug("shop" + mark)).isPresent();
  }

  private Visitor owns(TeamId of) {
    var person = mother.person(people);
    grants.give(person.id(), Role.SERVICE_OWNER, of, null, "for this test", Actor.SYSTEM);
    return Visitor.signedIn(port, person.handle());
  }

  private Document review(Visitor visitor) {
    var form = fields(Visitor.page(visitor.get("/clusters/" + slug + "/discover/found")));
    form.put("whole", "shop" + mark);
    return Visitor.page(visitor.post("/clusters/" + slug + "/discover", form));
  }

  private void adopts(Visitor owner, Document review) {
    assertThat(review.text()).contains("Adopt 2 workloads");
    var result = owner.post("/clusters/" + slug + "/adoptions", fields(review));
    assertThat(result.statusCode()).isEqualTo(200);
    assertThat(services.require("web" + mark).teamSlug()).isEqualTo(team.slug());
  }

  private static Map<String, String> fields(Document page) {
    var fields = new HashMap<String, String>();
    page.select("main form input[name], main form select[name]").stream()
        .filter(
            field -> !field.attr("type").equals("checkbox") && !field.attr("name").equals("again"))
        .forEach(field -> fields.put(field.attr("name"), valueOf(field)));
    return fields;
  }

  private static String valueOf(Element field) {
    return field.tagName().equals("select")
        ? field.select("option[selected]").attr("value")
        : field.val();
  }
}
