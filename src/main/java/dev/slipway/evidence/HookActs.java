package dev.slipway.evidence;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What a webhook says can open production, so it is made once another administrator has agreed.
@Component
class HookActs implements HeldAct {

  static final String NOT_YET = "new";

  private final SecondPerson second;
  private final ObjectProvider<Hooks> hooks;

  HookActs(SecondPerson second, ObjectProvider<Hooks> hooks) {
    this.second = second;
    this.hooks = hooks;
  }

  /// Empty where it can be made at once.
  Optional<WaitingAct> hold(MakeHook wish, String reach, Actor actor) {
    return second.hold(
        new WeightyAct(
            kind(),
            Subject.of("hook", NOT_YET, wish.name()),
            "Make the incoming webhook " + wish.name(),
            "/notifications/hooks",
            wish.reason(),
            List.of(
                Line.then("Whoever holds its key says what was proven of images"),
                Line.then("It speaks for " + reach),
                Line.then("Its word counts in every environment, production too"),
                Line.stays("It decides and starts nothing")),
            Role.PLATFORM_ADMIN,
            Scope.PORTAL,
            Set.of(),
            HeldPayload.write(wish)),
        actor);
  }

  @Override
  public String kind() {
    return "hook";
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    hooks.getObject().makeAgreed(HeldPayload.read(payload, MakeHook.class), agreement);
  }
}
