package dev.slipway.home;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Restarts several services of one environment: a plan for each, through the same door as any
/// other. Nothing is started, and nothing is approved in bulk.
@Component
public class Restarts {

  private final Plans plans;

  Restarts(Plans plans) {
    this.plans = plans;
  }

  /// What is asked for, for each of the services alike.
  public record Wish(
      String environment,
      List<String> services,
      String reason,
      @Nullable String ticket,
      boolean startWhenApproved) {}

  /// One plan after the other, so that what goes wrong with one leaves the others alone.
  public List<Promotion.Outcome> plan(Wish wish, Actor actor) {
    List<Promotion.Outcome> outcomes = new ArrayList<>();
    for (var service : wish.services()) {
      try {
        outcomes.add(
            new Promotion.Outcome(
                service, plans.propose(change(service, wish), actor, true), null));
      } catch (DomainFailure refused) {
        outcomes.add(new Promotion.Outcome(service, null, refused));
      }
    }
    return outcomes;
  }

  private static ProposeChange change(String service, Wish wish) {
    return new ProposeChange(
        ChangeKind.RESTART,
        service,
        wish.environment(),
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        wish.reason(),
        wish.ticket(),
        wish.startWhenApproved(),
        Set.of(),
        null);
  }
}
