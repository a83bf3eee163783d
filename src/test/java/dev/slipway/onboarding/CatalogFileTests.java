package dev.slipway.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.DeclaredFacts;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.SlipwayTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The catalog as a file: out, compared and in again.
@SlipwayTest
class CatalogFileTests extends AdoptionFixture {

  @Autowired private DeclaredFacts declared;

  @Test
  void theCatalogGoesOutAsAFileAndComesBackUnchanged() {
    var actor = owner();
    adoption.adopt(slug, proposed(actor), staging(), actor);
    var exported = file.export();
    assertThat(exported)
        .contains("  - slug: web" + mark, "        cluster: " + slug, "      - redis" + mark);

    var same = file.plan(exported, actor);
    assertThat(same.changesNothing()).isTrue();
    assertThat(same.leftAlone()).isEmpty();
    assertThat(file.export()).isEqualTo(exported);

    var text =
        """
        version: 1
        systems:
          - {slug: more-%1$s, name: "More: of it", description: "a \\"b\\"\\nc"}
        services:
          - slug: web%1$s
            tier: 1
            dependsOn: []
          - slug: third-%1$s
            system: more-%1$s
            team: %2$s
            links: [{label: Source, url: "https://git.example/x"}]
            dependsOn: [web%1$s]
        """
            .formatted(mark, team.slug());
    var plan = file.plan(text, actor);
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.changes())
        .extracting(FilePlan.Change::what)
        .containsExactly("system more-" + mark, "service web" + mark, "service third-" + mark);
    assertThat(plan.leftAlone()).contains("placement of web%s in stage-%s".formatted(mark, mark));
    assertThat(services.bySlug("third-" + mark)).isEmpty();

    file.apply(text, plan.hash(), "", actor);

    assertThat(services.require("web" + mark).tier()).isEqualTo(1);
    assertThat(services.dependenciesOf(services.require("third-" + mark).id())).hasSize(1);
    assertThat(services.dependenciesOf(services.require("web" + mark).id())).isEmpty();
    assertThat(file.plan(text, actor).changesNothing()).isTrue();
    var again = file.export();
    assertThat(file.plan(again, actor).changesNothing()).isTrue();
    assertThatThrownBy(() -> file.apply(text, plan.hash(), "", actor))
        .isInstanceOf(FilePlanMoved.class);
  }

  /// The file holds everybody's; only what one changes asks for one's rights.
  @Test
  void whoeverChangesTheirOwnPartNeedsNoRightToTheRest() {
    var actor = owner();
    adoption.adopt(slug, proposed(actor), staging(), actor);
    var admin = mother.person(people);
    grants.give(admin.id(), Role.PLATFORM_ADMIN, null, null, "for this test", Actor.SYSTEM);
    var system =
        systems.register(new RegisterSystem("other-" + mark, "Other", ""), mother.actor(admin));
    var facts = List.of(new DeclaredFact("Runbook", "of others", "https://wiki.example/other"));
    declared.declare(system.id(), facts, mother.actor(admin));
    var exported = file.export();
    assertThat(exported).contains("Runbook", "dependsOn");
    var somebody = member(Role.DEVELOPER, team);

    assertThat(file.plan(exported, somebody).problems()).isEmpty();
    assertThat(file.plan(exported, actor).problems()).isEmpty();
    assertThat(file.plan(exported.replace("of others", "of mine"), somebody).problems())
        .singleElement()
        .asString()
        .contains("Other");
  }

  @Test
  void aFileIsTakenInWholeOrNotAtAll() {
    var actor = owner();
    var text =
        """
        version: 1
        systems:
          - slug: half-%1$s
        services:
          - slug: fine-%1$s
            system: half-%1$s
            team: %2$s
          - slug: bad-%1$s
            system: half-%1$s
            team: no-such-team
        """
            .formatted(mark, team.slug());
    var plan = file.plan(text, actor);
    assertThat(plan.problems()).containsExactly("Line 8: Choose the team that owns the service.");
    assertThatThrownBy(() -> file.apply(text, plan.hash(), "", actor))
        .isInstanceOf(EntryRefused.class);
    assertThat(systems.bySlug("half-" + mark)).isEmpty();
    assertThat(services.bySlug("fine-" + mark)).isEmpty();
  }
}
