package dev.slipway.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.DeclaredFacts;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.onboarding.CatalogFile;
import dev.slipway.testing.Line;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// What people declare of a service or a system: by form, in the catalog file, on its page.
@SlipwayTest
class FactsPageTests {

  @Autowired ApplicationContext context;
  @Autowired DeclaredFacts facts;
  @Autowired Services services;
  @Autowired Systems systems;
  @Autowired CatalogFile file;
  @LocalServerPort int port;
  private final String name = "facts-" + UuidV7.next().toString().substring(24);
  private Shipyard yard;
  private String page;

  @BeforeEach
  void launch() {
    yard = new Shipyard(context);
    yard.launch(name, "app.test/facts:1.0.0");
    page = "/services/" + name + "/facts";
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @Test
  void factsAreDeclaredLineByLine() {
    var kofi = Visitor.signedIn(port, "kofi");
    var typed =
        "Terraform state: in a bucket, at 10:30 <https://state.example/x?a=b>\nCompose stack: 9 services\n";
    assertThat(kofi.post(page, Map.of("facts", typed)).statusCode()).isEqualTo(302);
    assertThat(facts.of(services.require(name).id()))
        .containsExactly(
            new DeclaredFact(
                "Terraform state", "in a bucket, at 10:30", "https://state.example/x?a=b"),
            new DeclaredFact("Compose stack", "9 services", ""));
    var shown = Visitor.page(kofi.get(page));
    assertThat(shown.select("dl a").attr("href")).isEqualTo("https://state.example/x?a=b");
    assertThat(shown.select("textarea").val()).isEqualTo(typed.strip());
    assertThat(kofi.get(page, "HX-Request", "true").body()).doesNotContain("<html");
  }

  @Test
  void whatIsNoFactIsRefusedAndStaysInTheForm() {
    var kofi = Visitor.signedIn(port, "kofi");
    for (var typed :
        List.of(
            "State <javascript:alert(1)>",
            ": nothing",
            "A: 1\nA: 2",
            "a < b",
            "State: x <https://user:pw@x.example>")) {
      var answer = kofi.post(page, Map.of("facts", typed));
      assertThat(answer.statusCode()).as(typed).isEqualTo(422);
      assertThat(Visitor.page(answer).select("textarea").val()).isEqualTo(typed);
    }
    assertThat(facts.of(services.require(name).id())).isEmpty();
  }

  @Test
  void whoeverHasNoRoleReadsAndDeclaresNothing() {
    facts.declare(
        services.require(name).id(), List.of(new DeclaredFact("A", "b", "")), Actor.SYSTEM);
    var vera = Visitor.signedIn(port, "vera");
    var shown = Visitor.page(vera.get(page));
    assertThat(shown.select("dl").text()).isEqualTo("A b");
    assertThat(shown.select("textarea")).isEmpty();
    assertThat(vera.post(page, Map.of("facts", "A: c")).statusCode()).isEqualTo(403);
    assertThat(
            vera.post("/systems/" + yard.slug() + "/facts", Map.of("facts", "A: c")).statusCode())
        .isEqualTo(403);
  }

  @Test
  @Line({"edu-22", "vote-3"})
  void theCatalogFileCarriesThemBothWays() {
    var system = systems.require(yard.slug());
    facts.declare(
        system.id(),
        List.of(new DeclaredFact("Compose stack", "for development", "https://x.example/c")),
        Actor.SYSTEM);
    assertThat(file.export())
        .contains("facts:\n      - name: Compose stack\n        value: for development\n");
    var wanted =
        """
        version: 1
        systems:
          - slug: %s
            facts:
              - name: Terraform state
                value: in Azure Blob
        services:
          - slug: %s
            facts:
              - name: Minikube
        """
            .formatted(yard.slug(), name);
    var plan = file.plan(wanted, Actor.SYSTEM);
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.changes().toString())
        .contains("Compose stack: for development <https://x.example/c>", "Terraform state");
    assertThat(facts.of(system.id())).extracting("name").containsExactly("Compose stack");
    file.apply(wanted, plan.hash(), "", Actor.SYSTEM);
    assertThat(facts.of(system.id()))
        .containsExactly(new DeclaredFact("Terraform state", "in Azure Blob", ""));
    assertThat(facts.of(services.require(name).id()))
        .extracting("name")
        .containsExactly("Minikube");
    assertThat(file.plan(wanted, Actor.SYSTEM).changesNothing()).isTrue();
  }
}
