package dev.slipway.clusters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    VELERO_RESTORE("/apis/velero.io/v1/restores", "Velero's restores"),
    VELERO_LOCATION("/apis/velero.io/v1/backupstoragelocations", "Velero's storage locations"),
    VELERO_SNAPSHOTS("/apis/velero.io/v1/volumesnapshotlocations", "Velero's snapshot locations"),
    CNPG_SCHEDULE("/apis/postgresql.cnpg.io/v1/scheduledbackups", "CloudNativePG's schedules"),
    CNPG_BACKUP("/apis/postgresql.cnpg.io/v1/backups", "CloudNativePG's backups"),
    CNPG_CLUSTER("/apis/postgresql.cnpg.io/v1/clusters", "CloudNativePG's clusters"),
    SNAPSHOT("/apis/snapshot.storage.k8s.io/v1/volumesnapshots", "volume snapshots"),
    CLAIM("/api/v1/persistentvolumeclaims", "volume claims"),
    NAMESPACE("/api/v1/namespaces", "namespaces"),
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

    /// Whether it is among what is listed: others are only asked after by their name.
    public boolean isListed() {
      return this != VELERO_RESTORE && this != NAMESPACE;
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

  /// The name of one object.
  public record Ref(ClusterId cluster, Kind kind, String namespace, String name) {

    public Ref sibling(Kind other, String otherName) {
      return new Ref(cluster, other, namespace, otherName);
    }

    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /// One object as it is now, cut down as in a listing.
  ///
  /// @param base hash of what a run of it would do, such as the template of its Jobs, whole: two
  ///   reads with the same base start the same
  /// @param underWay names of Jobs of a CronJob that are not over, those made by hand too, which
  ///   its own status leaves out
  /// @param owners others that write it, such as Argo CD
  public record One(
      Ref ref,
      String uid,
      String base,
      JsonNode object,
      List<String> underWay,
      List<Owner> owners) {

    public One {
      underWay = List.copyOf(underWay);
      owners = List.copyOf(owners);
    }
  }

  /// Asks a cluster. A listing takes seconds, so nobody calls it in a request; nothing here is
  /// called in a transaction.
  public interface Reader {

    /// Everything of one cluster, as of now.
    ///
    /// @throws ClusterUnreachable if the cluster gives no signal at all
    BackupObjects read(ClusterId cluster);

    /// One object as it is now; empty where there is none, or no such kind.
    ///
    /// @throws ClusterUnreachable if the cluster gives no signal, or refuses to tell
    Optional<One> one(Ref ref);
  }
}
