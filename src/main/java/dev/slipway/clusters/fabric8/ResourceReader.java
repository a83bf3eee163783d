package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.resources.ClusterResources;
import dev.slipway.clusters.resources.ResourceKind;
import dev.slipway.clusters.resources.Told;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Lists what stands around workloads, a kind at a time and page by page, each page cut down before
/// the next is asked for. What one kind's server refuses or cannot answer says nothing of the
/// others.
@Component
class ResourceReader implements ClusterResources.Reader {

  private static final int PAGE = 500;

  /// Newer clusters serve usage as v1 alone; neither has pages.
  private static final String OLD_METRICS = "/metrics.k8s.io/v1beta1/";

  private static final String METRICS = "/metrics.k8s.io/v1/";

  /// Beyond this many of a kind the rest is not read, and that is said.
  private static final int MOST = 20_000;

  /// Kinds that are not reached in this time wait for the next reading.
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ClusterWatches clusters;
  private final Clock clock;

  ResourceReader(ClusterWatches clusters, Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  @Override
  public ClusterResources read(ClusterId cluster) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a cluster is never called inside a transaction");
    }
    var calls = clusters.calls(cluster);
    // Fails here and now where the cluster gives no signal: not one kind of it is known then.
    var _ = calls.clusterUid();
    var found = new ResourceRecords(clock.instant());
    var began = System.nanoTime();
    var failed = false;
    for (var kind : ResourceKind.values()) {
      if (kind.isListed()) {
        var told = list(calls, kind, found, began);
        failed |= told.state() == Told.State.FAILED;
        found.told(kind, told);
      }
    }
    if (failed) {
      calls.requireSignal();
    }
    var pods = clusters.troubledPods(cluster);
    found.told(
        ResourceKind.POD,
        pods.isPresent()
            ? Told.ALL
            : failed(ResourceKind.POD, "the watch does not see all of them."));
    found.addPods(pods.orElse(List.of()));
    return found.resources();
  }

  private static Told list(
      ClusterCalls calls, ResourceKind kind, ResourceRecords found, long began) {
    var read = 0;
    var next = "";
    var path = kind.path();
    try {
      do {
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
          return read == 0
              ? failed(kind, "the cluster answers slowly.")
              : part(read, kind, "the cluster answers slowly.");
        }
        var answer = calls.get(path + "?limit=" + PAGE + next);
        if (answer.status() == 404 && path.contains(OLD_METRICS)) {
          path = path.replace(OLD_METRICS, METRICS);
          answer = calls.get(path);
        }
        if (answer.status() == 404) {
          return new Told(Told.State.NOT_INSTALLED, "This cluster has no " + kind.words() + ".");
        }
        if (answer.status() == 403) {
          return new Told(Told.State.FORBIDDEN, mayNot(kind));
        }
        if (!answer.ok()) {
          return read == 0 ? failed(kind, answer.message()) : part(read, kind, answer.message());
        }
        var json = answer.json();
        for (var object : json.path("items")) {
          found.add(kind, object);
          read++;
        }
        var more = Fields.text(json.path("metadata"), "continue");
        next = more.isEmpty() ? "" : "&continue=" + Paths.query(more);
      } while (!next.isEmpty() && read < MOST);
    } catch (ClusterUnreachable failure) {
      var why = String.valueOf(failure.getMessage());
      return read == 0 ? failed(kind, why) : part(read, kind, why);
    }
    return next.isEmpty() ? Told.ALL : part(read, kind, "there are more than the portal reads.");
  }

  private static Told failed(ResourceKind kind, String why) {
    return new Told(Told.State.FAILED, "No %s: %s".formatted(kind.words(), why));
  }

  private static Told part(int read, ResourceKind kind, String why) {
    return new Told(
        Told.State.PART, "Only the first %d %s were read: %s".formatted(read, kind.words(), why));
  }

  private static String mayNot(ResourceKind kind) {
    return "The portal's account may not read %s in this cluster (get and list on %s). read.yaml grants it."
        .formatted(kind.words(), kind.path().substring(kind.path().lastIndexOf('/') + 1));
  }
}
