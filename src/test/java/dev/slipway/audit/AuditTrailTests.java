package dev.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@SlipwayTest
class AuditTrailTests {

  @Autowired People people;
  @Autowired Grants grants;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transactions;
  @Autowired ApplicationEventPublisher events;

  private final PersonMother mother = new PersonMother();

  @Test
  @Promise("P13")
  void everyChangeLeavesOneEvent() {
    var person = mother.person(people);
    grants.give(
        person.id(), Role.DEVELOPER, null, EnvironmentClass.STAGING, "helps out", Actor.SYSTEM);

    assertThat(actionsAbout(person.handle())).containsExactly("person.registered", "grant.given");
  }

  @Test
  void aChangeThatIsRolledBackLeavesNone() {
    var handle = "undone-" + UUID.randomUUID().toString().substring(0, 8);

    transactions.executeWithoutResult(transaction -> {
      people.register(handle, "Undone", Actor.SYSTEM);
      transaction.setRollbackOnly();
    });

    assertThat(actionsAbout(handle)).isEmpty();
  }

  /// Promise P13: a trail that cannot be written takes the change back with it.
  @Test
  @Negative(70)
  @Promise("P13")
  void aChangeWhoseEventCannotBeWrittenIsRolledBack() throws SQLException {
    var handle = "lost-" + UUID.randomUUID().toString().substring(0, 8);
    asSuperuser(
        "create function audit.fail_"
            + handle.replace('-', '_')
            + "() returns trigger language plpgsql as $$ begin"
            + " if new.subject_id = '"
            + handle
            + "' then raise exception 'disk full'; end if; return new; end $$");
    asSuperuser(
        "create trigger fail_"
            + handle.replace('-', '_')
            + " before insert on audit.audit_event for each row execute function audit.fail_"
            + handle.replace('-', '_')
            + "()");
    try {
      assertThatThrownBy(() -> people.register(handle, "Lost", Actor.SYSTEM))
          .hasMessageContaining("disk full");
    } finally {
      asSuperuser("drop trigger fail_" + handle.replace('-', '_') + " on audit.audit_event");
    }
    assertThat(people.byHandle(handle)).isEmpty();
    assertThat(actionsAbout(handle)).isEmpty();
  }

  @Test
  void anEventOutsideATransactionIsRefused() {
    var event = new AuditExported(Actor.SYSTEM, "csv", AuditFilter.ALL);

    assertThatThrownBy(() -> events.publishEvent(event))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void aRefusedAttemptStaysWhenTheChangeIsRolledBack() {
    var id = UUID.randomUUID().toString();

    transactions.executeWithoutResult(transaction -> {
      events.publishEvent(
          new AttemptRefused(
              "plan.start",
              Actor.ANONYMOUS,
              Subject.of("plan", id, "shop"),
              Outcome.DENIED,
              "no role"));
      transaction.setRollbackOnly();
    });

    assertThat(actionsAbout(id)).containsExactly("plan.start");
  }

  /// Promise behind test 75: whoever holds only the application's password cannot touch a written
  /// row.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit.audit_event set reason = 'x'",
        "delete from audit.audit_event",
        "truncate audit.audit_event",
        "truncate audit.audit_event_default",
        "insert into audit.audit_event (id, at) values (gen_random_uuid(), now() - interval '1 day')",
        "insert into audit.audit_event (id, txid) values (gen_random_uuid(), '1')",
        "insert into audit.audit_event_default (id) values (gen_random_uuid())",
        "copy audit.audit_event from stdin",
        "alter table audit.audit_event disable trigger all",
        "alter table audit.audit_event add column x int",
        "drop table audit.audit_event",
        "drop schema audit cascade",
        "create table audit.mine (id int)",
        "set role slipway_owner",
        "set session_replication_role = replica",
        "insert into audit.audit_seal (seq) values (1)",
        "update rights_version set version = '1' where false; delete from rights_version",
        "delete from person",
        "delete from role_grant",
      })
  void theApplicationsRoleIsDenied(String statement) {
    assertThatThrownBy(() -> run("slipway_app", statement))
        .isInstanceOf(SQLException.class)
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  @Negative(75)
  void eachPartitionRefusesTruncationEvenForItsOwner() throws SQLException {
    var partitions =
        jdbc.sql(
                """
                select inhrelid::regclass::text from pg_inherits
                where inhparent = 'audit.audit_event'::regclass
                """)
            .query((row, _) -> row.getString(1))
            .list();

    assertThat(partitions).hasSizeGreaterThanOrEqualTo(5);
    for (var partition : partitions) {
      for (var statement : List.of("truncate " + partition, "delete from " + partition)) {
        if (statement.startsWith("truncate") || hasRows(partition)) {
          assertThatThrownBy(() -> run("slipway_migrate", "set role slipway_owner; " + statement))
              .hasMessageContaining("append-only");
        }
      }
    }
  }

  private boolean hasRows(String partition) {
    // A partition is read through its parent: the application has no right on it.
    return jdbc.sql("select exists (select from audit.audit_event where tableoid = :p::regclass)")
        .param("p", partition)
        .query(Boolean.class)
        .single();
  }

  private List<String> actionsAbout(String subject) {
    return jdbc.sql("select action from audit.audit_event where subject_id = :id order by id")
        .param("id", subject)
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static void run(String role, String statements) throws SQLException {
    try (var connection = TestDatabase.shared().as(role).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private static void asSuperuser(String sql) throws SQLException {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
