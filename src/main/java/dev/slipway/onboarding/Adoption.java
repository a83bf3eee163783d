package dev.slipway.onboarding;

import dev.slipway.catalog.Catalog;
import dev.slipway.clusters.ClusterSurvey;
import dev.slipway.clusters.ClusterSurvey.Found;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.onboarding.AdoptionResult.Adopted;
import dev.slipway.onboarding.AdoptionResult.Refused;
import dev.slipway.onboarding.AdoptionRow.Taken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes services of workloads that run already. What is adopted together is stored together, in
/// one transaction; a workload that is refused leaves nothing behind, not even its system.
@Service
public class Adoption {

  private static final int MOST = 2_000;

  private final Discovery discovery;
  private final Clusters clusters;
  private final Catalog catalog;
  private final AdoptionRow row;
  private final TransactionTemplate transaction;

  Adoption(
      Discovery discovery,
      Clusters clusters,
      Catalog catalog,
      AdoptionRow row,
      PlatformTransactionManager transactions) {
    this.discovery = discovery;
    this.clusters = clusters;
    this.catalog = catalog;
    this.row = row;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// One of the workloads was refused, so the whole attempt is taken back.
  private static final class Stopped extends RuntimeException {
    private final int at;
    private final DomainFailure why;

    Stopped(int at, DomainFailure why) {
      super(why);
      this.at = at;
      this.why = why;
    }
  }

  /// Adopts as many of these as the person may and the cluster has.
  ///
  /// @param confirmed the environments that are new
  /// @throws dev.slipway.clusters.ClusterUnreachable if it has to be looked at and does not answer
  public AdoptionResult adopt(
      String cluster, List<Adopt> wishes, List<NewEnvironment> confirmed, Actor actor) {
    return run(cluster, wishes, confirmed, actor, true);
  }

  /// What {@link #adopt} would make and refuse now. Nothing is stored.
  ///
  /// @throws dev.slipway.clusters.ClusterUnreachable if it has to be looked at and does not answer
  public AdoptionResult tried(
      String cluster, List<Adopt> wishes, List<NewEnvironment> confirmed, Actor actor) {
    return run(cluster, wishes, confirmed, actor, false);
  }

  /// Adds the environments and systems that others are about to adopt into; what is there already
  /// stays as it is.
  public void prepare(List<String> systems, List<NewEnvironment> environments, Actor actor) {
    transaction.executeWithoutResult(_ -> {
      catalog.hold();
      row.prepare(systems, environments, actor);
    });
  }

  private AdoptionResult run(
      String cluster,
      List<Adopt> wishes,
      List<NewEnvironment> confirmed,
      Actor actor,
      boolean keep) {
    if (wishes.size() > MOST) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "Adopt at most %,d workloads at once; these are %,d.".formatted(MOST, wishes.size()));
    }
    var environments =
        confirmed.stream()
            .collect(Collectors.toMap(NewEnvironment::slug, Function.identity(), (one, _) -> one));
    var refused = new ArrayList<Refused>();
    var wanted = sound(wishes, discovery.survey(clusters.require(cluster).id()), refused);
    while (true) {
      try {
        return new AdoptionResult(told(attempt(wanted, environments, actor, keep)), refused);
      } catch (Stopped stopped) {
        refused.add(refusal(wanted.get(stopped.at), stopped.why));
        // What came before it stood. The others are tried one by one, so that many refusals do
        // not mean as many attempts.
        var left = new ArrayList<>(wanted.subList(0, stopped.at));
        for (var wish : wanted.subList(stopped.at + 1, wanted.size())) {
          try {
            attempt(List.of(wish), environments, actor, false);
            left.add(wish);
          } catch (Stopped alone) {
            refused.add(refusal(wish, alone.why));
          }
        }
        wanted = left;
      }
    }
  }

  /// @param keep whether it is stored, or only tried
  private Map<WorkloadRef, Taken> attempt(
      List<Adopt> wishes, Map<String, NewEnvironment> environments, Actor actor, boolean keep) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          Map<WorkloadRef, Taken> taken = new LinkedHashMap<>();
          if (wishes.isEmpty()) {
            return taken;
          }
          // Others who adopt wait here, so that two never meet half way.
          catalog.hold();
          var at = 0;
          try {
            for (var wish : wishes) {
              taken.put(wish.workload(), row.take(wish, environments, actor));
              at++;
            }
            at = 0;
            for (var one : taken.values()) {
              row.connect(one, taken, actor);
              at++;
            }
          } catch (DomainFailure refused) {
            throw new Stopped(at, refused);
          }
          if (!keep) {
            status.setRollbackOnly();
          }
          return taken;
        }));
  }

  private static List<Adopted> told(Map<WorkloadRef, Taken> taken) {
    return taken.values().stream()
        .map(one ->
            new Adopted(
                one.wish().workload(),
                one.wish().service(),
                one.wish().environment(),
                List.copyOf(one.done())))
        .toList();
  }

  /// Those that are said whole, named once, and in the cluster.
  private static List<Adopt> sound(
      List<Adopt> wishes, ClusterSurvey survey, List<Refused> refused) {
    var there =
        survey.workloads().stream()
            .collect(Collectors.toMap(Found::ref, Function.identity(), (one, _) -> one));
    var sound = new ArrayList<Adopt>();
    Set<WorkloadRef> workloads = new HashSet<>();
    Map<List<String>, WorkloadRef> spots = new HashMap<>();
    for (var wish : wishes) {
      var fault = fault(wish, there);
      var spot = spots.get(List.of(wish.service(), wish.environment()));
      if (fault.isEmpty() && !workloads.add(wish.workload())) {
        fault = "It was named twice.";
      }
      if (fault.isEmpty() && spot != null) {
        fault =
            "%s is to be %s in %s already. A second workload is a second service: give it another slug."
                .formatted(spot, wish.service(), wish.environment());
      }
      if (fault.isEmpty()) {
        spots.put(List.of(wish.service(), wish.environment()), wish.workload());
        sound.add(wish);
      } else {
        refused.add(refusal(wish, new DomainFailure(ProblemType.INVALID_INPUT, fault)));
      }
    }
    return sound;
  }

  private static String fault(Adopt wish, Map<WorkloadRef, Found> there) {
    var found = there.get(wish.workload());
    if (found == null) {
      return "The cluster has no %s now. Look again.".formatted(wish.workload());
    }
    if (found.containers().stream()
        .noneMatch(image -> image.container().equals(wish.container()))) {
      return "It has no container %s. Look again.".formatted(wish.container());
    }
    return wish.missing();
  }

  private static Refused refusal(Adopt wish, DomainFailure why) {
    return new Refused(wish.workload(), wish.service(), why);
  }
}
