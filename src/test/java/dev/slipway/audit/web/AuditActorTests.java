package dev.slipway.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;

/// Two with one name, and a person named like a user of a cluster, are counted and found apart.
@SlipwayTest
class AuditActorTests {

  @Autowired ApplicationEventPublisher events;
  @Autowired People people;
  @LocalServerPort int port;

  private final String mark = UuidV7.next().toString().substring(24);
  private final String manager = "kubectl-" + mark;

  @Test
  void everyoneIsCountedByWhoTheyAreAndFoundByTheSame() {
    var first = people.register(manager, "Kim " + mark, Actor.SYSTEM);
    var second = people.register("kim-" + mark, "Kim " + mark, Actor.SYSTEM);
    act(1, person(first, first.name()));
    act(1, person(first, "Kim before the wedding"));
    act(3, person(second, second.name()));
    act(4, Actor.seenInCluster(manager));
    act(5, Actor.SYSTEM);
    var noor = Visitor.signedIn(port, "noor");

    var who = shown(noor, "/audit?target=" + mark).select("nav[aria-label=Who] .audit-facet");

    assertThat(who.eachText())
        .containsExactlyInAnyOrder(
            "Kim " + mark + " (" + manager + ")2",
            "Kim " + mark + " (kim-" + mark + ")3",
            manager + ", in a cluster4",
            "Slipway5");
    for (var choice : who) {
      var found = shown(noor, choice.attr("href")).select("tbody tr");
      assertThat(found).hasSize(Integer.parseInt(choice.select(".push-end").text()));
    }
    var seen = shown(noor, "/audit?target=" + mark + "&actor=cluster:" + manager);
    assertThat(seen.select("td.audit-who").eachText()).containsOnly(manager + ", in a cluster");
    assertThat(shown(noor, seen.select("a.audit-open").attr("href")).select("dl.facts").text())
        .contains(manager + ", in a cluster");
  }

  private static Document shown(Visitor visitor, String address) {
    return Visitor.page(visitor.get(address));
  }

  private static Actor person(PersonSummary person, String name) {
    return new Actor(person.id().value(), name, Via.SESSION, null, null, null);
  }

  private void act(int times, Actor actor) {
    for (var each : List.of("a", "b", "c", "d", "e").subList(0, times)) {
      events.publishEvent(
          new AttemptRefused(
              "plan.proposed",
              actor,
              Subject.of("plan", mark, mark).in(null, "production"),
              Outcome.DENIED,
              each));
    }
  }
}
