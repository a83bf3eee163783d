package dev.slipway.onboarding;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterSurvey;
import dev.slipway.clusters.Clusters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Looks at clusters, kept for a while so that paging through one lists the cluster once. Of one
/// cluster one is taken at a time; who comes meanwhile waits for it.
@Component
class Looks {

  private static final Duration KEPT = Duration.ofMinutes(5);

  private final ClusterGateway gateway;
  private final Clusters clusters;
  private final Clock clock;
  private final Map<ClusterId, Look> looks = new ConcurrentHashMap<>();

  Looks(ClusterGateway gateway, Clusters clusters, Clock clock) {
    this.gateway = gateway;
    this.clusters = clusters;
    this.clock = clock;
  }

  /// @param credentials when those changed with which it is taken; another's see something else
  private record Look(@Nullable Instant credentials, FutureTask<ClusterSurvey> task) {

    boolean underWay() {
      return !task.isDone();
    }

    Optional<ClusterSurvey> taken() {
      return task.state() == Future.State.SUCCESS
          ? Optional.of(task.resultNow())
          : Optional.empty();
    }
  }

  /// What was seen at most this long ago. Asks nobody.
  Optional<ClusterSurvey> kept(ClusterId cluster) {
    forgetOld();
    return Optional.ofNullable(looks.get(cluster))
        .filter(look -> Objects.equals(look.credentials(), credentials(cluster)))
        .flatMap(Look::taken);
  }

  /// A kept look, or a new one. Not within a transaction: it lists the cluster.
  ClusterSurvey at(ClusterId cluster) {
    forgetOld();
    var credentials = credentials(cluster);
    var mine = new Look(credentials, new FutureTask<>(() -> gateway.survey(cluster)));
    var look =
        Objects.requireNonNull(
            looks.compute(
                cluster,
                (_, known) ->
                    known != null
                            && Objects.equals(known.credentials(), credentials)
                            && (known.underWay() || known.taken().isPresent())
                        ? known
                        : mine));
    if (look.equals(mine)) {
      mine.task().run();
    }
    return result(cluster, look);
  }

  /// Takes a new one, whatever is kept; one that is under way is new enough.
  void again(ClusterId cluster) {
    looks.computeIfPresent(cluster, (_, known) -> known.underWay() ? known : null);
    at(cluster);
  }

  private ClusterSurvey result(ClusterId cluster, Look look) {
    try {
      return look.task().get();
    } catch (ExecutionException failure) {
      looks.remove(cluster, look);
      throw failure.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a cluster was looked at", interrupted);
    }
  }

  private @Nullable Instant credentials(ClusterId cluster) {
    return clusters.credentialsSince(cluster).orElse(null);
  }

  /// Also of clusters that are removed by now.
  private void forgetOld() {
    var oldest = clock.instant().minus(KEPT);
    looks
        .values()
        .removeIf(
            look -> look.taken().filter(survey -> survey.asOf().isBefore(oldest)).isPresent());
  }
}
