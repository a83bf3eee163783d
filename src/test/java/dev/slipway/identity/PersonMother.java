package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// People and teams of tests, each with a name of its own.
public class PersonMother {

  private static final AtomicInteger NEXT = new AtomicInteger();

  public PersonSummary person(People people) {
    var number = NEXT.incrementAndGet();
    return people.register("person-" + number, "Person " + number, Actor.SYSTEM);
  }

  public TeamSummary team(Teams teams) {
    var number = NEXT.incrementAndGet();
    return teams.create("team-" + number, "Team " + number, Actor.SYSTEM);
  }

  public Actor actor(PersonSummary person) {
    return actor(person, Instant.now());
  }

  public Actor actor(PersonSummary person, Instant provedAt) {
    return new Actor(
        person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "request", provedAt);
  }
}
