package dev.slipway.clusters;

import dev.slipway.kernel.DomainFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Asks each cluster now and then what the portal's account may do there, and remembers the answer.
/// What was missing is asked for again each minute, so that a grant is noticed; all of it four
/// times an hour.
@Component
class RightsReviews {

  private static final Logger LOG = LoggerFactory.getLogger(RightsReviews.class);
  private static final Duration MISSING = Duration.ofMinutes(1);
  private static final Duration ALL = Duration.ofMinutes(15);
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final int MOST_NAMESPACES = 30;

  private final ClusterGateway gateway;
  private final PlacementMap placements;
  private final LiveWorkloads workloads;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Map<ClusterId, Reviewed> reviewed = new ConcurrentHashMap<>();
  private final Set<ClusterId> asking = ConcurrentHashMap.newKeySet();

  RightsReviews(
      ClusterGateway gateway,
      PlacementMap placements,
      LiveWorkloads workloads,
      ApplicationEventPublisher events,
      Clock clock) {
    this.gateway = gateway;
    this.placements = placements;
    this.workloads = workloads;
    this.events = events;
    this.clock = clock;
  }

  /// What was found with the credentials of then.
  ///
  /// @param rights null if the cluster did not tell
  private record Reviewed(
      Instant credentialsOf,
      Set<String> namespaces,
      Instant triedAt,
      Instant wholeAt,
      @Nullable ClusterRights rights) {}

  Optional<ClusterRights> of(ClusterId cluster) {
    return Optional.ofNullable(reviewed.get(cluster)).map(Reviewed::rights);
  }

  /// Asks those whose answer is too old, each on a thread of its own.
  void round(Collection<ClusterRepository.Row> rows) {
    reviewed
        .keySet()
        .retainAll(rows.stream().map(ClusterRepository.Row::id).collect(Collectors.toSet()));
    for (var row : rows) {
      if (isDue(row) && asking.add(row.id())) {
        Thread.ofVirtual().name("rights-" + row.slug()).start(() -> ask(row, false));
      }
    }
  }

  /// Asks for everything, now.
  void review(ClusterRepository.Row row) {
    if (asking.add(row.id())) {
      ask(row, true);
    }
  }

  private boolean isDue(ClusterRepository.Row row) {
    var known = reviewed.get(row.id());
    if (known == null || !known.credentialsOf.equals(row.changedAt())) {
      return true;
    }
    var since = Duration.between(known.triedAt, clock.instant());
    if (known.rights == null) {
      return since.compareTo(AGAIN) > 0;
    }
    return !known.namespaces.equals(asked(row.id()))
        || since.compareTo(known.rights.missing().isEmpty() ? ALL : MISSING) > 0;
  }

  private void ask(ClusterRepository.Row row, boolean everything) {
    var known = reviewed.get(row.id());
    var now = clock.instant();
    try {
      var namespaces = asked(row.id());
      var before = known == null ? null : known.rights;
      var whole =
          everything
              || known == null
              || before == null
              || !known.credentialsOf.equals(row.changedAt())
              || Duration.between(known.wholeAt, now).compareTo(ALL) > 0;
      var found =
          gateway
              .rights(
                  row.id(),
                  whole || before == null ? AccessRoles.rights() : before.missing(),
                  namespaces)
              .map(rights -> whole || before == null ? rights : merged(before, rights))
              .orElse(null);
      reviewed.put(
          row.id(),
          new Reviewed(
              row.changedAt(),
              namespaces,
              now,
              whole || known == null ? now : known.wholeAt,
              found));
      if (before == null || found == null || !isSame(before, found)) {
        events.publishEvent(new ClusterRights.Changed(row.id()));
      }
    } catch (DomainFailure e) {
      // It does not answer; what is known of it says why.
      var same = (known == null || !known.credentialsOf.equals(row.changedAt())) ? null : known;
      reviewed.put(
          row.id(),
          new Reviewed(
              row.changedAt(),
              asked(row.id()),
              now,
              same == null ? Instant.EPOCH : same.wholeAt,
              same == null ? null : same.rights));
    } catch (RuntimeException e) {
      LOG.warn("Cluster {} could not be asked what the portal may do there", row.slug(), e);
    } finally {
      asking.remove(row.id());
    }
  }

  private static ClusterRights merged(ClusterRights before, ClusterRights now) {
    return new ClusterRights(
        now.account(), now.asOf(), before.asked(), now.missing(), now.inNamespaces());
  }

  private static boolean isSame(ClusterRights before, ClusterRights now) {
    return before.account().equals(now.account())
        && before.asked().equals(now.asked())
        && before.missing().equals(now.missing())
        && before.inNamespaces().equals(now.inNamespaces());
  }

  /// Namespaces in which services are placed there; of many, some.
  Set<String> namespaces(ClusterId cluster) {
    return some(placed(cluster).stream().map(WorkloadRef::namespace));
  }

  /// The same with those of the Argo CD applications that deliver them.
  private Set<String> asked(ClusterId cluster) {
    var placed = placed(cluster);
    var applications =
        placed.stream()
            .flatMap(workload -> workloads.state(workload).stream())
            .flatMap(state -> state.owners().stream())
            .flatMap(owner -> Optional.ofNullable(owner.sync()).stream())
            .map(Owner.Sync::namespace);
    return some(Stream.concat(applications, placed.stream().map(WorkloadRef::namespace)));
  }

  private List<WorkloadRef> placed(ClusterId cluster) {
    return placements.now().all().stream()
        .map(Placement::workload)
        .filter(workload -> workload.cluster().equals(cluster))
        .toList();
  }

  private static Set<String> some(Stream<String> namespaces) {
    return namespaces
        .distinct()
        .sorted()
        .limit(MOST_NAMESPACES)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
