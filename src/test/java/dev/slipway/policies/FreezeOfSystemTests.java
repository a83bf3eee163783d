package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.SystemId;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class FreezeOfSystemTests {

  private static final String WHY = "the exams are written";
  private static final FreezePattern FAR_OFF =
      new FreezePattern(
          ZoneId.of("Europe/Berlin"),
          LocalDateTime.of(2999, 1, 1, 10, 0),
          LocalDateTime.of(2999, 1, 2, 10, 0),
          false,
          null);

  @Autowired FreezeWindows freezes;
  @Autowired Systems systems;
  @Autowired People people;
  @Autowired Grants grants;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  private final String mark = "sys-" + UuidV7.next().toString().substring(24);

  @Test
  void itsEventsNameTheSystem() {
    var system = systems.register(new RegisterSystem(mark, mark, ""), Actor.SYSTEM);
    var wish = new DeclareFreeze(mark, null, system.id(), FAR_OFF, WHY);

    var freeze = freezes.declare(wish, Actor.SYSTEM);
    freezes.end(freeze.id(), 1, "the exams are over", Actor.SYSTEM);

    var events =
        jdbc.sql(
                """
                select action || ' ' || (after ->> 'system') from audit.audit_event
                where subject_id = :freeze order by id
                """)
            .param("freeze", freeze.id().toString())
            .query(String.class)
            .list();
    assertThat(events).containsExactly("freeze.declared " + mark, "freeze.ended " + mark);
  }

  @Test
  void whatIsNoSystemCannotBeFrozen() {
    var wish = new DeclareFreeze(mark, null, SystemId.next(), FAR_OFF, WHY);
    assertThatThrownBy(() -> freezes.declare(wish, Actor.SYSTEM))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.NOT_FOUND));

    var jon = people.register(mark, "Jon", Actor.SYSTEM);
    grants.give(jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    var visitor = Visitor.signedIn(port, mark);
    visitor.get("/freezes");
    var form =
        Map.of(
            "name",
            mark,
            "system",
            UUID.randomUUID().toString(),
            "zone",
            "Europe/Berlin",
            "starts",
            "2999-01-01T10:00",
            "ends",
            "2999-01-02T10:00",
            "reason",
            WHY);
    assertThat(visitor.post("/freezes", form).statusCode()).isEqualTo(404);
    assertThat(freezes.inForce()).noneMatch(freeze -> freeze.name().equals(mark));
  }
}
