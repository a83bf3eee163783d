package dev.slipway.gate;

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
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.Subject;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Dry runs that wait until another owner of the environment has agreed.
@Component
class DryRunActs implements HeldAct {

  private final SecondPerson second;
  private final ObjectProvider<DryRuns> runs;

  DryRunActs(SecondPerson second, ObjectProvider<DryRuns> runs) {
    this.second = second;
    this.runs = runs;
  }

  /// Empty where it can be done at once.
  Optional<WaitingAct> hold(
      StartDryRun wish, String place, Scope scope, Subject subject, Actor actor) {
    return second.hold(
        new WeightyAct(
            kind(),
            subject,
            "Let the error-budget gate hold nothing back for " + place,
            "/gate/dry-runs",
            wish.reason(),
            Line.change(
                "What the error budget holds does not go",
                "It goes for %s; the gate only says what it would do"
                    .formatted(Plural.of(wish.days(), "day"))),
            Role.ENVIRONMENT_OWNER,
            scope,
            Set.of(),
            HeldPayload.write(wish)),
        actor);
  }

  @Override
  public String kind() {
    return "gate-dry-run";
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    runs.getObject().startAgreed(HeldPayload.read(payload, StartDryRun.class), agreement);
  }
}
