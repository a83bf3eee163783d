package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The portal always has an administrator. The others of the shared database rest meanwhile.
@SlipwayTest
class LastAdministratorTests {

  @Autowired People people;
  @Autowired Grants grants;
  @Autowired Rights rights;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  private final PersonMother mother = new PersonMother();
  private List<UUID> resting = List.of();
  private PersonSummary sam;
  private PersonSummary noor;

  @BeforeEach
  void leaveTwo() {
    resting =
        jdbc.sql(
                """
                update role_grant set ended_at = clock_timestamp()
                where role = 'PLATFORM_ADMIN' and ended_at is null returning id
                """)
            .query((row, _) -> row.getObject(1, UUID.class))
            .list();
    sam = administrator();
    noor = administrator();
  }

  @AfterEach
  void wakeTheOthers() {
    for (var grant : resting) {
      jdbc.sql("update role_grant set ended_at = null where id = :id").param("id", grant).update();
    }
  }

  private PersonSummary administrator() {
    var person = mother.person(people);
    grants.give(person.id(), Role.PLATFORM_ADMIN, null, null, "test", Actor.SYSTEM);
    return person;
  }

  private List<PersonSummary> left() {
    return rights.now().withAnyRole(Set.of(Role.PLATFORM_ADMIN), Scope.PORTAL);
  }

  @Test
  void theLastOneIsNeitherDisabledNorEnded() {
    people.disable(noor.id(), "left", Actor.SYSTEM);

    assertThatThrownBy(() -> people.disable(sam.id(), "left", Actor.SYSTEM))
        .isInstanceOf(InvalidIdentity.class)
        .hasMessageContaining("last platform administrator");
    assertThatThrownBy(() -> end(sam, noor)).isInstanceOf(DomainFailure.class);
    assertThat(left()).extracting(PersonSummary::id).containsExactly(sam.id());
  }

  @Test
  void twoWhoDisableEachOtherLeaveOne() throws Exception {
    together(
        () -> people.disable(noor.id(), "left", mother.actor(sam)),
        () -> people.disable(sam.id(), "left", mother.actor(noor)));
  }

  @Test
  void twoWhoEndEachOthersRoleLeaveOne() throws Exception {
    together(() -> end(noor, sam), () -> end(sam, noor));
  }

  @Test
  void oneWhoEndsARoleAndIsDisabledMeanwhileLeavesOne() throws Exception {
    together(() -> end(noor, sam), () -> people.disable(sam.id(), "left", mother.actor(noor)));
  }

  private void end(PersonSummary whose, PersonSummary by) {
    var grant =
        jdbc.sql("select id from role_grant where person_id = :person and ended_at is null")
            .param("person", whose.id().value())
            .query(UUID.class)
            .single();
    grants.end(grant, "no longer", mother.actor(by));
  }

  /// The second one begins while the first has not committed yet, and comes after it.
  private void together(Runnable first, Runnable second) throws Exception {
    try (var others = Executors.newSingleThreadExecutor()) {
      var later =
          new TransactionTemplate(transactions)
              .execute(_ -> {
                first.run();
                var started =
                    others.submit(() ->
                        new TransactionTemplate(transactions)
                            .executeWithoutResult(_ -> second.run()));
                Awaitility.await().until(() -> started.isDone() || someoneWaits());
                return started;
              });
      assertThatThrownBy(() -> java.util.Objects.requireNonNull(later).get())
          .hasCauseInstanceOf(DomainFailure.class);
    }
    assertThat(left()).extracting(PersonSummary::id).containsExactly(sam.id());
  }

  private boolean someoneWaits() {
    return jdbc.sql("select count(*) > 0 from pg_locks where not granted")
        .query(Boolean.class)
        .single();
  }
}
