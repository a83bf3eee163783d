package dev.slipway.home;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Brings what runs in one environment to another: a plan for each service, through the same door
/// as any other. Nothing is started, and nothing is approved in bulk.
@Component
public class Promotion {

  /// Somebody waits for all of them. A cluster may take ten seconds for each.
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final EnvironmentComparison comparison;
  private final Services services;
  private final Environments environments;
  private final Plans plans;

  Promotion(
      EnvironmentComparison comparison, Services services, Environments environments, Plans plans) {
    this.comparison = comparison;
    this.services = services;
    this.environments = environments;
    this.plans = plans;
  }

  /// What is asked for, for each of the services alike.
  ///
  /// @param images what each service ran in `from` when the person looked, by slug
  /// @param key the intent of the form; whoever sends it twice gets the plans that it made
  public record Wish(
      String from,
      String to,
      Map<String, String> images,
      String reason,
      @Nullable String ticket,
      boolean startWhenApproved,
      @Nullable String key) {

    /// Of one service; another wish from the same form is another intent.
    private @Nullable String keyOf(String service) {
      var wish = Objects.hash(images.get(service), to, reason, ticket, startWhenApproved);
      return key == null ? null : key + "/" + service + "/" + Integer.toHexString(wish);
    }
  }

  /// What became of one service.
  ///
  /// @param plan null if there is none
  /// @param refused why there is none; null if there is one
  public record Outcome(String service, @Nullable PlanView plan, @Nullable DomainFailure refused) {}

  /// One plan after the other, so that what goes wrong with one leaves the others alone. A cluster
  /// that does not answer is asked once, and what is left when the time is up is not tried.
  public List<Outcome> plan(Wish wish, Actor actor) {
    return plan(wish, PATIENCE, actor);
  }

  List<Outcome> plan(Wish wish, Duration patience, Actor actor) {
    var began = System.nanoTime();
    List<Outcome> outcomes = new ArrayList<>();
    Set<ClusterId> silent = new HashSet<>();
    for (var service : wish.images().keySet()) {
      try {
        if (!outcomes.isEmpty() && System.nanoTime() - began > patience.toNanos()) {
          throw new DomainFailure(
              ProblemType.CLUSTER_UNREACHABLE,
              "Not tried: the clusters took long for the services before. Plan it again below.");
        }
        outcomes.add(new Outcome(service, plan(service, wish, silent, actor), null));
      } catch (DomainFailure refused) {
        outcomes.add(new Outcome(service, null, refused));
      }
    }
    return outcomes;
  }

  private PlanView plan(String slug, Wish wish, Set<ClusterId> silent, Actor actor) {
    var service = services.require(slug);
    var row =
        comparison
            .row(service, environments.require(wish.from()), environments.require(wish.to()), actor)
            .orElseThrow(() -> gone(slug + " runs in neither environment any more."));
    var there = row.to();
    if (there == null) {
      throw gone(slug + " has no place in " + wish.to() + ". Say where it runs there first.");
    }
    if (!row.promote().image().equals(wish.images().get(slug))) {
      throw gone(
          "%s runs something else in %s than when you looked. Look again, then plan it."
              .formatted(slug, wish.from()));
    }
    var key = wish.keyOf(slug);
    if (key != null) {
      var made = plans.proposed(change(slug, wish), actor, true, key);
      if (made.isPresent()) {
        return made.get();
      }
    }
    if (!row.promote().planned().isEmpty()) {
      throw gone("It is planned already. Open the plan that waits, on the page of the service.");
    }
    var cluster = there.placement().workload().cluster();
    if (silent.contains(cluster)) {
      throw new DomainFailure(
          ProblemType.CLUSTER_UNREACHABLE,
          "Not tried: its cluster did not answer for the service before.");
    }
    try {
      return plans.propose(change(slug, wish), actor, true, key);
    } catch (DomainFailure refused) {
      if (refused.problem() == ProblemType.CLUSTER_UNREACHABLE) {
        silent.add(cluster);
      }
      throw refused;
    }
  }

  private static ProposeChange change(String slug, Wish wish) {
    return new ProposeChange(
        ChangeKind.ROLLOUT,
        slug,
        wish.to(),
        Map.of("", wish.images().getOrDefault(slug, "")),
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

  private static DomainFailure gone(String why) {
    return new DomainFailure(ProblemType.CONFLICT, why);
  }
}
