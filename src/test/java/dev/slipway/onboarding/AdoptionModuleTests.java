package dev.slipway.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/// From a simulated cluster to services, by facade and by page.
@SlipwayTest
class AdoptionModuleTests extends AdoptionFixture {

  @Test
  void whatIsAcceptedIsAdoptedWholeWithItsDependencies() {
    var actor = owner();

    var result = adoption.adopt(slug, proposed(actor), staging(), actor);

    assertThat(result.refused()).isEmpty();
    assertThat(result.adopted()).hasSize(2);
    var web = services.require("web" + mark);
    assertThat(web.systemSlug()).isEqualTo("shop" + mark);
    assertThat(web.teamSlug()).isEqualTo(team.slug());
    assertThat(services.dependenciesOf(web.id()))
        .extracting(ServiceView::slug)
        .containsExactly("redis" + mark);
    assertThat(environments.require("stage-" + mark).environmentClass())
        .isEqualTo(EnvironmentClass.STAGING);
    assertThat(
            jdbc.sql("select action from audit.audit_event where actor_name = ?")
                .param(actor.name())
                .query(String.class)
                .list())
        .contains(
            "environment.registered",
            "system.registered",
            "service.registered",
            "placement.made",
            "service.dependencies-edited");
    assertThat(discovery.in(slug, actor).candidates())
        .filteredOn(each -> !each.platform())
        .extracting(Candidate::state)
        .containsOnly(Candidate.State.ADOPTED);
    assertThat(adoption.adopt(slug, proposed(actor), List.of(), actor).adopted())
        .allMatch(one -> one.done().isEmpty());
  }

  @Test
  void whatIsRefusedLeavesNothingAndTheOthersStay() {
    var actor = owner();
    var wishes = proposed(actor);
    var redis = wishes.getFirst();
    var nowhere =
        new Adopt(
            redis.workload(),
            "main",
            redis.service(),
            "alone-" + mark,
            "stage-" + mark,
            "no-such-team",
            List.of());
    var gone =
        new Adopt(
            new WorkloadRef(cluster, "shop" + mark, WorkloadKind.DEPLOYMENT, "ghost"),
            "main",
            "ghost",
            "shop" + mark,
            "stage-" + mark,
            team.slug(),
            List.of());

    var result = adoption.adopt(slug, List.of(nowhere, gone, wishes.getLast()), staging(), actor);

    assertThat(result.adopted()).extracting("service").containsExactly("web" + mark);
    assertThat(result.refused())
        .extracting(one -> one.why().detail())
        .containsExactlyInAnyOrder(
            "The cluster has no Deployment shop%s/ghost now. Look again.".formatted(mark),
            "Choose the team that owns the service.");
    assertThat(systems.bySlug("alone-" + mark)).isEmpty();
    assertThat(result.adopted().getFirst().done().getLast())
        .isEqualTo("redis%s is not adopted, so the dependency on it was left out.".formatted(mark));
  }

  @Test
  @Negative(31)
  void aStrangerAndADeveloperOfAnotherTeamAdoptNothing() {
    var wishes = proposed(owner());
    var developer = member(Role.DEVELOPER, mother.team(teams));
    var viewer = mother.actor(mother.person(people));

    assertThatThrownBy(() -> discovery.in(slug, viewer)).isInstanceOf(NotAllowed.class);
    for (var actor : List.of(developer, viewer)) {
      var result = adoption.adopt(slug, wishes, staging(), actor);
      assertThat(result.adopted()).isEmpty();
      assertThat(result.refused()).hasSize(2).allMatch(one -> one.why() instanceof NotAllowed);
    }
    assertThat(services.bySlug("web" + mark)).isEmpty();
    assertThat(environments.bySlug("stage-" + mark)).isEmpty();
    assertThat(systems.bySlug("shop" + mark)).isEmpty();
  }

  @Test
  void twoPeopleAtOnceAdoptItOnce() {
    var first = owner();
    var second = owner();
    var wishes = proposed(first);

    var one = CompletableFuture.supplyAsync(() -> adoption.adopt(slug, wishes, staging(), first));
    var other =
        CompletableFuture.supplyAsync(
            () -> adoption.adopt(slug, wishes.reversed(), staging(), second));

    assertThat(one.join().refused()).isEmpty();
    assertThat(other.join().refused()).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from placement where cluster_id = ?")
                .param(cluster.value())
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    assertThat(List.of(one.join(), other.join()))
        .flatExtracting(AdoptionResult::adopted)
        .flatExtracting(AdoptionResult.Adopted::done)
        .filteredOn(sentence -> sentence.toString().endsWith("registered."))
        .hasSize(2);
  }

  @Test
  void aTableIsCorrectedReviewedAndAdoptedWithoutScript() {
    systems.register(new RegisterSystem("shop" + mark, "Shop", ""), Actor.SYSTEM);
    environments.register(
        new RegisterEnvironment("stage-" + mark, "Stage", EnvironmentClass.STAGING, 400),
        Actor.SYSTEM);
    grants.give(
        people.byHandle("kofi").orElseThrow().id(),
        Role.SERVICE_OWNER,
        team.id(),
        null,
        "for this test",
        Actor.SYSTEM);
    var kofi = Visitor.signedIn(port, "kofi");
    var table = Visitor.page(kofi.get("/clusters/" + slug + "/discover/found"));
    assertThat(table.select("h1").text()).isEqualTo("Discover Adopt");
    assertThat(table.text())
        .contains("from label environment=stage-" + mark)
        .contains("an environment variable of container main names host redis" + mark);
    var form = fields(table);
    form.put("whole", "shop" + mark);

    var review = Visitor.page(kofi.post("/clusters/" + slug + "/discover", form));
    assertThat(review.text()).contains("2 services are added", "Adopt 2 workloads");
    assertThat(services.bySlug("web" + mark)).isEmpty();

    var result = kofi.post("/clusters/" + slug + "/adoptions", fields(review));
    assertThat(result.statusCode()).isEqualTo(200);
    assertThat(Visitor.page(result).select("h1").text()).isEqualTo("2 workloads adopted");
    assertThat(placements.ofService(services.require("web" + mark).id())).hasSize(1);
  }

  private static Map<String, String> fields(Document page) {
    var fields = new HashMap<String, String>();
    page.select("main form input[name], main form select[name]").stream()
        .filter(
            field -> !field.attr("type").equals("checkbox") && !field.attr("name").equals("again"))
        .forEach(field -> fields.put(field.attr("name"), field.val()));
    return fields;
  }
}
