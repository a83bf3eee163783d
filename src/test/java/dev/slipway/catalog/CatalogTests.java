package dev.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.People;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.testing.SlipwayTest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@SlipwayTest
@RecordApplicationEvents
class CatalogTests {

  @Autowired Services services;
  @Autowired Systems systems;
  @Autowired Environments environments;
  @Autowired CatalogCopy copy;
  @Autowired Teams teams;
  @Autowired People people;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationEvents events;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private TeamSummary students;
  private SystemView emis;

  @BeforeEach
  void aSystemAndATeam() {
    students = teams.create("students-" + mark, "Students", Actor.SYSTEM);
    emis = systems.register(new RegisterSystem("emis-" + mark, "EMIS", ""), Actor.SYSTEM);
  }

  @Test
  void aServiceIsThereForReadersAsSoonAsItIsRegistered() {
    var service = register("student-service-" + mark, "Student service");

    assertThat(services.require(service.slug())).isEqualTo(service);
    assertThat(services.byId(service.id())).contains(service);
    assertThat(service.systemName()).isEqualTo("EMIS");
    assertThat(service.teamSlug()).isEqualTo(students.slug());
    assertThat(service.links())
        .containsExactly(new Link("Repository", "https://git.example.org/a"));
  }

  @Test
  void aNameThatIsTakenIsRefusedUnlessASlugIsGivenByHand() {
    var name = "Redis " + mark;
    var free = services.proposeSlug(name, emis.slug());
    assertThat(free.words()).isEqualTo("It will be \"redis-" + mark + "\", for good.");
    assertThat(register("", name).slug()).isEqualTo(free.slug());

    for (var again : List.of(name, name.toUpperCase(Locale.ROOT), "redis_" + mark)) {
      assertThatThrownBy(() -> register("", again))
          .isInstanceOfSatisfying(
              InvalidEntry.class, refused -> assertThat(refused.faults()).containsOnlyKeys("slug"))
          .hasMessageContaining("\"redis-" + mark + "\" is taken")
          .hasMessageContaining("such as \"" + emis.slug() + "-redis-" + mark + "\"");
    }
    assertThat(register("cache-" + mark, name).slug()).isEqualTo("cache-" + mark);
  }

  @Test
  void aSlugIsNeverGivenTwiceEvenAfterItsServiceIsGone() {
    var service = register("gone-" + mark, "Gone");
    jdbc.sql("delete from catalog_service where id = ?").param(service.id().value()).update();

    assertThatThrownBy(() -> register("gone-" + mark, "Gone"))
        .isInstanceOf(InvalidEntry.class)
        .hasMessageContaining("gone-" + mark);
    assertThatThrownBy(() -> jdbc.sql("delete from catalog_slug").update())
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    var command =
        new RegisterService(
            "",
            "",
            "",
            emis.slug(),
            students.slug(),
            7,
            Lifecycle.PRODUCTION,
            List.of(new Link("Evil", "javascript:alert(1)")));

    assertThatThrownBy(() -> services.register(command, Actor.SYSTEM))
        .isInstanceOfSatisfying(
            InvalidEntry.class,
            refused -> assertThat(refused.faults()).containsOnlyKeys("name", "tier", "links"));
  }

  @Test
  void somebodyOfAnotherTeamMayNotEdit() {
    var stranger = person();
    var service = register("vote-" + mark, "vote");
    var edit =
        new EditService(
            service.id(),
            "mine now",
            "",
            emis.slug(),
            students.slug(),
            1,
            Lifecycle.PRODUCTION,
            List.of());

    assertThatThrownBy(() -> services.edit(edit, stranger)).isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> services.dependOnlyOn(service.id(), Set.of(), stranger))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> systems.register(new RegisterSystem("x-" + mark, "X", ""), stranger))
        .isInstanceOf(NotAllowed.class);
    assertThat(services.require(service.slug()).name()).isEqualTo("vote");
  }

  @Test
  void anEditSaysWhatItWasAndWhatItIs() {
    var service = register("edited-" + mark, "Before");
    services.edit(
        new EditService(
            service.id(),
            "After",
            "More",
            emis.slug(),
            students.slug(),
            2,
            Lifecycle.DEPRECATED,
            List.of()),
        Actor.SYSTEM);

    assertThat(services.require(service.slug()).name()).isEqualTo("After");
    assertThat(events.stream(CatalogChanged.class).reduce((_, last) -> last))
        .hasValueSatisfying(event -> {
          assertThat(event.action()).isEqualTo("service.edited");
          assertThat(event.before()).containsEntry("name", "Before");
          assertThat(event.after()).containsEntry("name", "After").containsEntry("tier", 2);
        });
  }

  @Test
  void dependenciesAreKnownFromBothEnds() {
    var gateway = register("gateway-" + mark, "gateway");
    var mysql = register("mysql-" + mark, "mysql");
    services.dependOn(gateway.id(), mysql.id(), Actor.SYSTEM);
    services.dependOn(gateway.id(), mysql.id(), Actor.SYSTEM);

    assertThat(services.dependenciesOf(gateway.id())).containsExactly(mysql);
    assertThat(services.dependentsOf(mysql.id())).containsExactly(gateway);
    assertThatThrownBy(() -> services.dependOn(mysql.id(), mysql.id(), Actor.SYSTEM))
        .hasMessageContaining("does not depend on itself");

    services.dependOnlyOn(gateway.id(), Set.of(), Actor.SYSTEM);
    assertThat(services.dependentsOf(mysql.id())).isEmpty();
  }

  @Test
  void theListIsReadPageByPage() {
    for (var name : List.of("a", "b", "c")) {
      register(name + "-paged-" + mark, name);
    }
    var first = services.search(new ServiceSearch("paged-" + mark, "", "", null, 2));
    var second = services.search(new ServiceSearch("paged-" + mark, "", "", first.next(), 2));

    assertThat(first.items()).extracting(ServiceView::name).containsExactly("a", "b");
    assertThat(second.items()).extracting(ServiceView::name).containsExactly("c");
    assertThat(second.next()).isNull();
    assertThat(
            services.search(new ServiceSearch("", emis.slug(), students.slug(), null, 50)).items())
        .hasSize(3);
  }

  @Test
  void environmentsStandInTheirOrderOfPromotion() {
    var late =
        environments.register(
            new RegisterEnvironment("z-" + mark, "Late", EnvironmentClass.PRODUCTION, 999),
            Actor.SYSTEM);
    var early =
        environments.register(
            new RegisterEnvironment("y-" + mark, "Early", EnvironmentClass.DEVELOPMENT, 998),
            Actor.SYSTEM);
    assertThat(environments.all()).containsSubsequence(early, late);

    environments.edit(new EditEnvironment(early.id(), "Early", 1000), Actor.SYSTEM);
    assertThat(environments.all())
        .extracting(EnvironmentView::slug)
        .containsSubsequence(late.slug(), early.slug());
  }

  @Test
  void aChangeByAnotherReplicaIsSeenAtTheNextLook() {
    var service = register("elsewhere-" + mark, "Old name");
    services.all();
    jdbc.sql("update catalog_service set name = 'New name' where id = ?")
        .param(service.id().value())
        .update();
    jdbc.sql("update catalog_revision set revision = revision + 1").update();

    copy.look();

    assertThat(services.require(service.slug()).name()).isEqualTo("New name");
  }

  private ServiceView register(String slug, String name) {
    return services.register(
        new RegisterService(
            slug,
            name,
            "",
            emis.slug(),
            students.slug(),
            1,
            Lifecycle.PRODUCTION,
            List.of(new Link("Repository", "https://git.example.org/a"))),
        Actor.SYSTEM);
  }

  private Actor person() {
    var vera = people.register("vera-" + mark, "Vera", Actor.SYSTEM);
    return new Actor(vera.id().value(), vera.name(), Via.SESSION, null, null, Instant.now());
  }
}
