package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Sessions end in one transaction with the event that tells it, or not at all.
@SlipwayTest
class SessionEndTests {

  @Autowired private Sessions sessions;
  @Autowired private People people;
  @Autowired private FindByIndexNameSessionRepository<? extends Session> stored;
  @Autowired private PlatformTransactionManager transactions;

  private PersonSummary person;
  private Actor actor;

  @BeforeEach
  void signInTwice() {
    person = new PersonMother().person(people);
    actor =
        new Actor(
            person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
    open(stored);
    open(stored);
  }

  @Test
  @Negative(70)
  void whatTheTrailCannotTakeDownHasNotHappened() {
    var first = sessions.of(person.id(), "").getFirst().name();

    var transaction = new TransactionTemplate(transactions);
    transaction.executeWithoutResult(status -> {
      sessions.end(person.id().value(), first, actor);
      sessions.endOthers(person.id().value(), "", actor);
      status.setRollbackOnly();
    });

    assertThat(sessions.open(person.id())).isEqualTo(2);
  }

  @Test
  void oneEndsByItsNameAndTheOthersButTheOneInUse() {
    open(stored);
    var all = sessions.of(person.id(), "");
    sessions.end(person.id().value(), all.getFirst().name(), actor);
    sessions.end(person.id().value(), "no such name", actor);
    assertThat(sessions.of(person.id(), ""))
        .extracting(Sessions.Open::name)
        .containsExactlyInAnyOrder(all.get(1).name(), all.get(2).name());

    var current = stored.findByPrincipalName(person.id().value().toString()).keySet().iterator();
    var kept = current.next();
    sessions.endOthers(person.id().value(), kept, actor);

    assertThat(sessions.of(person.id(), kept))
        .singleElement()
        .matches(Sessions.Open::current, "is the one in use");
  }

  private <S extends Session> void open(FindByIndexNameSessionRepository<S> repository) {
    var session = repository.createSession();
    session.setAttribute(
        FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, person.id().value().toString());
    repository.save(session);
  }
}
