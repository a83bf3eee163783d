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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;

/// Lists what tells of backups, a kind at a time: what one kind's server refuses or cannot answer
/// says nothing of the others.
@Component
class BackupReader implements BackupObjects.Reader {

  private static final int PAGE = 500;

  /// Beyond this many of a kind the rest is not read, and that is said.
  private static final int MOST = 20_000;

  private final ClusterWatches clusters;
  private final Clock clock;

  BackupReader(ClusterWatches clusters, Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
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
    var listings = new EnumMap<Kind, Listing>(Kind.class);
    for (var kind : Kind.values()) {
      if (kind.isListed()) {
        listings.put(kind, list(calls, kind));
      }
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

  private static Listing list(ClusterCalls calls, Kind kind) {
    List<JsonNode> objects = new ArrayList<>();
    var next = "";
    try {
      do {
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
          objects.add(BackupFields.of(kind, object));
        }
        var more = Fields.text(json.path("metadata"), "continue");
        next = more.isEmpty() ? "" : "&continue=" + Paths.query(more);
      } while (!next.isEmpty() && objects.size() < MOST);
    } catch (ClusterUnreachable failure) {
      return failed(kind, String.valueOf(failure.getMessage()));
    }
    return next.isEmpty()
        ? new Listing(Told.ALL, "", objects)
        : new Listing(
            Told.PART,
            "Only the first %d %s were read.".formatted(objects.size(), kind.words()),
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
