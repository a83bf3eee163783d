package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Listing;
import dev.slipway.clusters.BackupObjects.One;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.BackupObjects.Told;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;

/// Lists what tells of backups, a kind at a time and page by page, each page cut down before the
/// next is asked for: what one kind's server refuses or cannot answer says nothing of the others.
@Component
class BackupReader implements BackupObjects.Reader {

  private static final int PAGE = 500;

  /// Beyond this many of a kind the rest is not read, and that is said.
  private static final int MOST = 20_000;

  /// As many Jobs of CronJobs are kept: each CronJob leaves a handful, if nothing is wrong.
  private static final int MOST_JOBS = 5_000;

  /// Kinds that are not reached in this time wait for the next reading.
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ClusterWatches clusters;
  private final Clock clock;
  private final Duration patience;
  private final int mostJobs;

  @Autowired
  BackupReader(ClusterWatches clusters, Clock clock) {
    this(clusters, clock, PATIENCE, MOST_JOBS);
  }

  BackupReader(ClusterWatches clusters, Clock clock, Duration patience, int mostJobs) {
    this.clusters = clusters;
    this.clock = clock;
    this.patience = patience;
    this.mostJobs = mostJobs;
  }

  @Override
  public BackupObjects read(ClusterId cluster) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a cluster is never called inside a transaction");
    }
    var calls = clusters.calls(cluster);
    // Fails here and now where the cluster gives no signal: not one kind of it is known then.
    var _ = calls.clusterUid();
    var asOf = clock.instant();
    var began = System.nanoTime();
    var listings = new EnumMap<Kind, Listing>(Kind.class);
    for (var kind : Kind.values()) {
      if (kind.isListed()) {
        listings.put(kind, list(calls, kind, began));
      }
    }
    if (listings.values().stream().anyMatch(listing -> listing.told() == Told.FAILED)) {
      calls.requireSignal();
    }
    return new BackupObjects(asOf, listings);
  }

  @Override
  public Optional<One> one(Ref ref) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a cluster is never called inside a transaction");
    }
    return BackupSource.read(clusters.calls(ref.cluster()), ref);
  }

  private Listing list(ClusterCalls calls, Kind kind, long began) {
    List<JsonNode> objects = new ArrayList<>();
    var most = kind == Kind.JOB ? mostJobs : MOST;
    var read = 0;
    var next = "";
    try {
      do {
        if (System.nanoTime() - began > patience.toNanos()) {
          return read == 0
              ? failed(kind, "the cluster answers slowly.")
              : part(read, kind, objects, "the cluster answers slowly.");
        }
        var answer = calls.get(kind.path() + "?limit=" + PAGE + next);
        if (answer.status() == 404) {
          return new Listing(
              Told.NOT_INSTALLED, "This cluster has no " + kind.words() + ".", List.of());
        }
        if (answer.status() == 403) {
          return new Listing(Told.FORBIDDEN, mayNot(kind), List.of());
        }
        if (!answer.ok()) {
          return failed(kind, answer.message());
        }
        var json = answer.json();
        for (var object : json.path("items")) {
          read++;
          if (kind != Kind.JOB || isOfCronJob(object)) {
            objects.add(BackupFields.of(kind, object));
          }
        }
        var more = Fields.text(json.path("metadata"), "continue");
        next = more.isEmpty() ? "" : "&continue=" + Paths.query(more);
      } while (!next.isEmpty() && read < MOST && objects.size() < most);
    } catch (ClusterUnreachable failure) {
      return failed(kind, String.valueOf(failure.getMessage()));
    }
    return next.isEmpty()
        ? new Listing(Told.ALL, "", objects)
        : part(read, kind, objects, "there are more than the portal reads.");
  }

  /// Other Jobs tell of no backup, and there may be very many of them.
  private static boolean isOfCronJob(JsonNode job) {
    return job.at("/metadata/ownerReferences")
        .valueStream()
        .anyMatch(owner ->
            owner.path("controller").asBoolean(false)
                && owner.path("kind").asString("").equals("CronJob"));
  }

  private static Listing part(int read, Kind kind, List<JsonNode> objects, String why) {
    return new Listing(
        Told.PART,
        "Only the first %d %s were read: %s".formatted(read, kind.words(), why),
        objects);
  }

  private static Listing failed(Kind kind, String why) {
    return new Listing(Told.FAILED, "No %s: %s".formatted(kind.words(), why), List.of());
  }

  private static String mayNot(Kind kind) {
    return "The portal's account may not read %s in this cluster. read.yaml grants it."
        .formatted(kind.words());
  }
}
