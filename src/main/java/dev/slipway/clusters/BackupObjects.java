package dev.slipway.clusters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a cluster holds that tells of backups, kind by kind: each may be unknown to the cluster or
/// refused to the portal without the others being any less true. Objects are cut down to the fields
/// that judging a backup takes; commands, environments and credentials are not among them, and no
/// Secret is ever read.
///
/// @param asOf when the cluster was asked
public record BackupObjects(Instant asOf, Map<Kind, Listing> listings) {

  public BackupObjects {
    listings = Map.copyOf(listings);
  }

  /// A kind of Kubernetes or of an operator that may be installed.
  public enum Kind {
    CRON_JOB("/apis/batch/v1/cronjobs", "CronJobs"),
    JOB("/apis/batch/v1/jobs", "Jobs"),
    VELERO_SCHEDULE("/apis/velero.io/v1/schedules", "Velero's schedules"),
    VELERO_BACKUP("/apis/velero.io/v1/backups", "Velero's backups"),
    VELERO_LOCATION("/apis/velero.io/v1/backupstoragelocations", "Velero's storage locations"),
    CNPG_SCHEDULE("/apis/postgresql.cnpg.io/v1/scheduledbackups", "CloudNativePG's schedules"),
    CNPG_BACKUP("/apis/postgresql.cnpg.io/v1/backups", "CloudNativePG's backups"),
    CNPG_CLUSTER("/apis/postgresql.cnpg.io/v1/clusters", "CloudNativePG's clusters"),
    SNAPSHOT("/apis/snapshot.storage.k8s.io/v1/volumesnapshots", "volume snapshots"),
    CLAIM("/api/v1/persistentvolumeclaims", "volume claims"),
    STATEFUL_SET("/apis/apps/v1/statefulsets", "StatefulSets"),
    DEPLOYMENT("/apis/apps/v1/deployments", "Deployments");

    private final String path;
    private final String words;

    Kind(String path, String words) {
      this.path = path;
      this.words = words;
    }

    /// Of the list of all namespaces.
    public String path() {
      return path;
    }

    /// In a sentence, in the plural.
    public String words() {
      return words;
    }
  }

  /// How far the cluster told.
  public enum Told {
    ALL,
    /// There are more than were read.
    PART,
    NOT_INSTALLED,
    FORBIDDEN,
    FAILED
  }

  /// The objects of one kind.
  ///
  /// @param why what kept the cluster from telling all, for people; empty if nothing did
  public record Listing(Told told, String why, List<JsonNode> objects) {

    public Listing {
      objects = List.copyOf(objects);
    }
  }

  /// One kind; as failed where it was not asked for.
  public Listing of(Kind kind) {
    return listings.getOrDefault(
        kind, new Listing(Told.FAILED, "It was not asked for.", List.of()));
  }

  /// Asks a cluster. Takes seconds, so nobody calls it in a request or a transaction.
  public interface Reader {

    /// Everything of one cluster, as of now.
    ///
    /// @throws ClusterUnreachable if the cluster gives no signal at all
    BackupObjects read(ClusterId cluster);
  }
}
