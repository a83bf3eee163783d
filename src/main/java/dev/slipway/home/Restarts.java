package dev.slipway.home;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Restarts several services of one environment: a plan for each, through the same door as any
/// other. Nothing is started, and nothing is approved in bulk.
@Component
public class Restarts {

  /// Somebody waits for all of them. A cluster may take ten seconds for each.
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final Plans plans;

  Restarts(Plans plans) {
    this.plans = plans;
  }

  /// What is asked for, for each of the services alike.
  ///
  /// @param key the intent of the form; whoever sends it twice gets the plans that it made
  public record Wish(
      String environment,
      List<String> services,
      String reason,
      @Nullable String ticket,
      boolean startWhenApproved,
      @Nullable String key) {

    /// Of one service; another wish from the same form is another intent.
    private @Nullable String keyOf(String service) {
      var wish = Objects.hash(environment, reason, ticket, startWhenApproved);
      return key == null ? null : key + "/" + service + "/" + Integer.toHexString(wish);
    }
  }

  /// One plan after the other, so that what goes wrong with one leaves the others alone. What is
  /// left when the time is up is not tried.
  public List<Promotion.Outcome> plan(Wish wish, Actor actor) {
    return plan(wish, PATIENCE, actor);
  }

  List<Promotion.Outcome> plan(Wish wish, Duration patience, Actor actor) {
    var began = System.nanoTime();
    List<Promotion.Outcome> outcomes = new ArrayList<>();
    for (var service : wish.services()) {
      try {
        if (!outcomes.isEmpty() && System.nanoTime() - began > patience.toNanos()) {
          throw new DomainFailure(
              ProblemType.CLUSTER_UNREACHABLE,
              "Not tried: the clusters took long for the services before. Select it again.");
        }
        var plan = plans.propose(change(service, wish), actor, true, wish.keyOf(service));
        outcomes.add(new Promotion.Outcome(service, plan, null));
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
