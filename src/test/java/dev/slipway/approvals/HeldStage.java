package dev.slipway.approvals;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.GrantView;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// Two administrators and somebody who is to have a role.
@SlipwayTest
class HeldStage {

  @Autowired ApplicationContext portal;
  @Autowired Approvals approvals;
  @Autowired HeldActs acts;
  @Autowired HeldActSettling settling;
  @Autowired SecondPerson second;
  @Autowired People people;
  @Autowired Grants grants;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  Agreeing agreeing;
  PersonSummary sam;
  PersonSummary noor;
  PersonSummary kofi;

  @BeforeEach
  void appointTwo() {
    agreeing = new Agreeing(portal::getBean);
    sam = agreeing.person(Role.PLATFORM_ADMIN);
    noor = agreeing.person(Role.PLATFORM_ADMIN);
    var unique = UuidV7.next().toString().substring(24);
    kofi = people.register("kofi-" + unique, "Kofi " + unique, Actor.SYSTEM);
  }

  Optional<WaitingAct> give(Role role, EnvironmentClass environment) {
    return grants.give(kofi.id(), role, null, environment, "knows it well", actor(sam));
  }

  ApprovalId held() {
    return new ApprovalId(give(Role.APPROVER, EnvironmentClass.PRODUCTION).orElseThrow().id());
  }

  static Actor actor(PersonSummary person) {
    return Agreeing.session(person);
  }

  List<Role> roles() {
    return grants.of(kofi.id()).stream().map(GrantView::role).toList();
  }

  String state(ApprovalId id) {
    return jdbc.sql("select state from held_act where request = :id")
        .param("id", id.value())
        .query(String.class)
        .single();
  }

  String why(ApprovalId id) {
    return jdbc.sql("select ended_why from held_act where request = :id")
        .param("id", id.value())
        .query(String.class)
        .single();
  }

  List<String> audited(String action) {
    return jdbc.sql(
            """
            select actor_name || ': ' || coalesce(after::text, '') from audit.audit_event
            where action = :action and subject_id = :id
            """)
        .param("action", action)
        .param("id", kofi.handle())
        .query((row, _) -> String.valueOf(row.getString(1)))
        .list();
  }
}
