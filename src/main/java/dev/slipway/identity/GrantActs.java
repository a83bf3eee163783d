package dev.slipway.identity;

import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.HeldAct;
import dev.slipway.identity.spi.HeldPayload;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.identity.spi.WeightyAct.Line;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Roles that weigh: they wait until another administrator has agreed.
@Component
class GrantActs implements HeldAct {

  private final SecondPerson second;
  private final ObjectProvider<Grants> grants;

  GrantActs(SecondPerson second, ObjectProvider<Grants> grants) {
    this.second = second;
    this.grants = grants;
  }

  private record Wish(
      UUID person,
      Role role,
      @Nullable UUID team,
      @Nullable EnvironmentClass environment,
      String reason) {}

  /// Empty where the role can be given at once.
  Optional<WaitingAct> hold(
      PersonSummary to, Role role, Scope scope, RightsSnapshot now, String reason, Actor actor) {
    if (!Weight.of(role, scope)) {
      return Optional.empty();
    }
    var team = scope.team() == null ? null : now.teams().get(scope.team());
    var words = words(role, team, scope.environment());
    var wish =
        new Wish(
            to.id().value(),
            role,
            team == null ? null : team.id().value(),
            scope.environment(),
            reason);
    return second.hold(
        new WeightyAct(
            kind(),
            subject(to),
            "Give " + to.name() + " the role " + words,
            "/people/" + to.handle(),
            reason,
            lines(now.grantsOf(to.id()), words),
            Role.PLATFORM_ADMIN,
            Scope.PORTAL,
            Set.of(to.id()),
            HeldPayload.write(wish)),
        actor);
  }

  private static List<Line> lines(List<GrantView> held, String words) {
    var lines = new ArrayList<Line>();
    held.forEach(grant -> lines.add(Line.stays(grant.sentence())));
    lines.add(Line.then(words));
    return lines;
  }

  private static String words(
      Role role, @Nullable TeamSummary team, @Nullable EnvironmentClass environment) {
    return role.isPortalWide()
        ? role.words()
        : role.words()
            + (team == null ? " of every team" : " of " + team.name())
            + " in "
            + (environment == null ? "every environment" : environment.slug());
  }

  private static Subject subject(PersonSummary person) {
    return People.subject(person);
  }

  @Override
  public String kind() {
    return "grant";
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    var wish = HeldPayload.read(payload, Wish.class);
    grants
        .getObject()
        .giveAgreed(
            new PersonId(wish.person()),
            wish.role(),
            new Scope(wish.team() == null ? null : new TeamId(wish.team()), wish.environment()),
            wish.reason(),
            agreement);
  }
}
