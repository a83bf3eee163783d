package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.WorkloadPatch.RestoreBackup;
import dev.slipway.clusters.WorkloadPatch.StartBackup;
import dev.slipway.clusters.WorkloadPatch.SuspendBackups;
import dev.slipway.clusters.WriteResult;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Starts, stops and puts back what makes backups. What is made gets a name that the caller chose
/// once, so that a second sending is answered 409 instead of making another one.
final class BackupWrites {

  private static final String JSON = "application/json";
  private static final String MERGE = "application/merge-patch+json";

  private final ClusterCalls calls;
  private final String parameters;

  BackupWrites(ClusterCalls calls, String parameters) {
    this.calls = calls;
    this.parameters = parameters;
  }

  WriteResult start(StartBackup wanted) {
    var source = wanted.source();
    var found = first(Paths.of(source));
    if (!found.ok()) {
      return WriteAnswers.failed(found);
    }
    var object = found.json();
    var moved = moved(source, wanted.sourceUid(), object);
    if (moved != null) {
      return moved;
    }
    if (!BackupSource.base(source.kind(), object).equals(wanted.base())) {
      return new WriteResult.Conflict("What " + source + " would run has changed meanwhile");
    }
    if (source.kind() == Kind.CRON_JOB && isForbidden(object, wanted)) {
      return new WriteResult.Refused(
          409, "A run of " + source + " is under way, and its concurrencyPolicy allows one only");
    }
    return Writes.quiet(
        post(Paths.backups(made(source.kind()), source.namespace()), body(object, wanted)),
        ServerWords.environmentValues(object));
  }

  /// Kubernetes asks no CronJob whether a Job by hand may run beside its own, so it is asked here.
  private boolean isForbidden(JsonNode cron, StartBackup wanted) {
    if (!Fields.text(cron.path("spec"), "concurrencyPolicy").equals("Forbid")) {
      return false;
    }
    try {
      return BackupSource.underWay(calls, wanted.source().namespace(), wanted.sourceUid()).stream()
          .anyMatch(job -> !job.equals(wanted.name()));
    } catch (ClusterUnreachable silent) {
      return false;
    }
  }

  private static Kind made(Kind source) {
    return switch (source) {
      case CRON_JOB -> Kind.JOB;
      case VELERO_SCHEDULE -> Kind.VELERO_BACKUP;
      case CNPG_SCHEDULE -> Kind.CNPG_BACKUP;
      default ->
          throw new IllegalArgumentException("source: " + source + " (expected: a schedule)");
    };
  }

  private static ObjectNode body(JsonNode object, StartBackup wanted) {
    return switch (wanted.source().kind()) {
      case CRON_JOB -> BackupBodies.job(object, wanted);
      case VELERO_SCHEDULE -> BackupBodies.velero(object, wanted);
      default -> BackupBodies.cnpg(object, wanted);
    };
  }

  /// Only what is proved to be the backup that was planned for is put back.
  WriteResult restore(RestoreBackup wanted) {
    var found = first(Paths.of(wanted.backup()));
    if (!found.ok()) {
      return WriteAnswers.failed(found);
    }
    var moved = moved(wanted.backup(), wanted.backupUid(), found.json());
    if (moved != null) {
      return moved;
    }
    return post(
        Paths.backups(Kind.VELERO_RESTORE, wanted.backup().namespace()),
        BackupBodies.restore(wanted));
  }

  WriteResult suspend(SuspendBackups wanted) {
    var path = Paths.of(wanted.source());
    var found = first(path);
    if (!found.ok()) {
      return WriteAnswers.failed(found);
    }
    var object = found.json();
    var moved = moved(wanted.source(), wanted.sourceUid(), object);
    if (moved != null) {
      return moved;
    }
    var before = version(object);
    try {
      var body = BackupBodies.suspend(object, wanted).toString();
      var answer = calls.send("PATCH", path + parameters, MERGE, body);
      if (!answer.ok()) {
        return WriteAnswers.failed(answer);
      }
      return version(answer.json()).equals(before) && !parameters.contains("dryRun")
          ? new WriteResult.Unknown("The answer holds the object as it was before the write")
          : accepted(answer.json());
    } catch (IOException e) {
      return WriteAnswers.failed(e);
    }
  }

  private WriteResult post(String path, ObjectNode body) {
    try {
      var answer = calls.send("POST", path + parameters, JSON, body.toString());
      return answer.ok() ? accepted(answer.json()) : WriteAnswers.failed(answer);
    } catch (IOException e) {
      return WriteAnswers.failed(e);
    }
  }

  private static WriteResult.@org.jspecify.annotations.Nullable Conflict moved(
      Ref ref, String uid, JsonNode object) {
    return uid.equals(Fields.text(object.path("metadata"), "uid"))
        ? null
        : new WriteResult.Conflict(ref + " was deleted and made anew");
  }

  private static String version(JsonNode object) {
    return Fields.text(object.path("metadata"), "resourceVersion");
  }

  private static WriteResult accepted(JsonNode object) {
    var uid = Fields.text(object.path("metadata"), "uid");
    return uid.isEmpty()
        ? new WriteResult.Unknown("The answer does not hold the object")
        : new WriteResult.Accepted(uid, 0, version(object));
  }

  /// A read before the write: whatever goes wrong in it, nothing was written.
  private Answer first(String path) {
    try {
      return calls.get(path);
    } catch (ClusterUnreachable e) {
      return new Answer(429, "5", new byte[0]);
    }
  }
}
