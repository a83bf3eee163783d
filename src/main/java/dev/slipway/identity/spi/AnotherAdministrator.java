package dev.slipway.identity.spi;

import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What people read about the second administrator whom their act needs.
@Component
public class AnotherAdministrator {

  private final SecondPerson second;
  private final Access access;

  AnotherAdministrator(SecondPerson second, Access access) {
    this.second = second;
    this.access = access;
  }

  /// Said in the form, before it is sent; empty where one person is enough.
  public String foretold(Actor actor) {
    if (!second.isNeeded(actor)) {
      return "";
    }
    var others =
        access.holders(Role.PLATFORM_ADMIN, Scope.PORTAL).stream()
            .filter(person -> !actor.is(person.id().value()))
            .map(PersonSummary::name)
            .collect(Collectors.joining(" or "));
    return others.isEmpty()
        ? "Nobody else is an administrator now, so it would wait until another one was appointed."
            + " docs/operating.md says how, under \"One administrator is left\"."
        : "It is done by itself once "
            + others
            + " has agreed. Until then it waits, three days at most, and nothing of it is done.";
  }
}
