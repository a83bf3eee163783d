package dev.slipway.policies;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.HeldAct;
import dev.slipway.identity.spi.HeldPayload;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.identity.spi.WeightyAct.Line;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.policies.FreezeChanged.Change;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Freezes of production that get shorter or end: they wait until another owner of what is frozen
/// has agreed.
@Component
class FreezeActs implements HeldAct {

  private final SecondPerson second;
  private final ObjectProvider<FreezeWindows> freezes;

  FreezeActs(SecondPerson second, ObjectProvider<FreezeWindows> freezes) {
    this.second = second;
    this.freezes = freezes;
  }

  private record Wish(Change change, FreezeView after) {}

  /// Empty where it can be done at once.
  Optional<WaitingAct> hold(
      Change change,
      FreezeView before,
      FreezeView after,
      @Nullable EnvironmentView environment,
      Subject subject,
      Actor actor) {
    if (environment != null && environment.environmentClass() != EnvironmentClass.PRODUCTION) {
      return Optional.empty();
    }
    return second.hold(
        new WeightyAct(
            kind(),
            subject,
            (change == Change.ENDED ? "End the freeze " : "Shorten the freeze ")
                + before.name()
                + " of "
                + (environment == null ? "every environment" : environment.name()),
            "/freezes",
            after.reason(),
            Line.change(words(before), words(after)),
            Role.ENVIRONMENT_OWNER,
            environment == null ? Scope.PORTAL : new Scope(null, environment.environmentClass()),
            Set.of(),
            HeldPayload.write(new Wish(change, after))),
        actor);
  }

  private static String words(FreezeView freeze) {
    var pattern = freeze.pattern();
    if (freeze.ended()) {
      return freeze.name() + ": freezes nothing any more";
    }
    var span =
        "%s: %s to %s %s"
            .formatted(
                freeze.name(),
                Moments.local(pattern.starts()),
                Moments.local(pattern.ends()),
                pattern.zone().getId());
    if (!pattern.weekly()) {
      return span;
    }
    var last = pattern.lastDay();
    return span + ", every week" + (last == null ? "" : " until " + Moments.day(last));
  }

  @Override
  public String kind() {
    return "freeze";
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    var wish = HeldPayload.read(payload, Wish.class);
    freezes.getObject().changeAgreed(wish.change(), wish.after(), agreement);
  }
}
