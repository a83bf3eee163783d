package dev.slipway.sandbox;

import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/// What the nights left behind in the clusters of the demonstration: Jobs of CronJobs, and Backups
/// of Velero. They are data of the cluster, brought up to date at every start, and the portal
/// judges them as it judges anybody's; what is asked for from then on, the simulated Velero makes.
final class SandboxBackups {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final Duration OVER = Duration.ofMinutes(20);

  /// So many nights ago the dump of MySQL was uploaded for the last time.
  private static final int GOOD_SINCE = 12;

  private SandboxBackups() {}

  static void seed(SimulatedCluster cluster, Instant now) {
    switch (cluster.name()) {
      case "emis" -> {
        cluster.apply(location("emis-k8s-backups", "aws", now));
        var daily = new StringBuilder();
        for (var night : nights(now, LocalTime.of(1, 0), 30, 1)) {
          var back = ChronoUnit.DAYS.between(night, now);
          daily.append(
              back == 9
                  ? backup("daily-backup", night, "PartiallyFailed", 720, 420, "errors: 1")
                  : backup(
                      "daily-backup", night, "Completed", 720, took(390, night), "warnings: 0"));
        }
        cluster.applyMissing(daily.toString());
        nights(now, LocalTime.of(2, 0), 1, 1).forEach(night -> failed(cluster, night));
        var good = nights(now, LocalTime.of(2, 0), GOOD_SINCE + 1, 1).getLast();
        succeeded(cluster, "mysql-backup", "mysql:8.0.35", good);
        nights(now, LocalTime.of(3, 0), 3, 1)
            .forEach(night -> succeeded(cluster, "mongodb-backup", "mongo:7.0.5", night));
      }
      case "platform-edu" -> {
        cluster.apply(location("platform-edu-backups", "azure", now));
        var all = new StringBuilder();
        for (var night : nights(now, LocalTime.of(2, 0), 30, 1)) {
          all.append(
              backup("daily-backup", night, "Completed", 720, took(540, night), "warnings: 0"));
        }
        for (var night : nights(now, LocalTime.of(3, 0), 8, 7)) {
          all.append(
              backup(
                  "weekly-full-backup",
                  night,
                  "Completed",
                  2160,
                  took(1900, night),
                  "warnings: 0"));
        }
        cluster.applyMissing(all.toString());
      }
      default -> {
        // The others have nothing that makes backups.
      }
    }
  }

  /// The newest nights at this time that are over; Sundays where they are a week apart.
  private static List<Instant> nights(Instant now, LocalTime at, int count, int days) {
    var last = ZonedDateTime.ofInstant(now.minus(OVER), ZoneOffset.UTC);
    var night = last.with(at).truncatedTo(ChronoUnit.MINUTES);
    while (night.isAfter(last) || (days == 7 && night.getDayOfWeek().getValue() != 7)) {
      night = night.minusDays(1);
    }
    var newest = night;
    return IntStream.range(0, count)
        .mapToObj(back -> newest.minusDays((long) back * days).toInstant())
        .toList();
  }

  private static long took(long seconds, Instant night) {
    return seconds + Math.floorMod(night.getEpochSecond() / 86_400 * 37, 53);
  }

  private static String location(String bucket, String provider, Instant now) {
    return """
    ---
    apiVersion: velero.io/v1
    kind: BackupStorageLocation
    metadata: {name: default, namespace: velero}
    spec:
      provider: %s
      default: true
      accessMode: ReadWrite
      objectStorage: {bucket: %s}
    status: {phase: Available, lastValidationTime: '%s', lastSyncedTime: '%3$s'}
    """
        .formatted(provider, bucket, now.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String backup(
      String schedule, Instant night, String phase, int ttlHours, long seconds, String counts) {
    return """
    ---
    apiVersion: velero.io/v1
    kind: Backup
    metadata:
      name: %1$s-%2$s
      namespace: velero
      labels: {velero.io/schedule-name: %1$s, velero.io/storage-location: default}
    spec: {ttl: %3$dh0m0s, storageLocation: default}
    status:
      phase: %4$s
      startTimestamp: '%5$s'
      completionTimestamp: '%6$s'
      expiration: '%7$s'
      %8$s
    """
        .formatted(
            schedule,
            STAMP.format(night),
            ttlHours,
            phase,
            night,
            night.plusSeconds(seconds),
            night.plus(Duration.ofHours(ttlHours)),
            counts);
  }

  /// The image of MySQL that is used now has no `aws`, so every night the upload fails.
  private static void failed(SimulatedCluster cluster, Instant night) {
    job(
        cluster,
        "mysql-backup",
        "mysql:8.0.36",
        night,
        """
          failed: 3
          conditions:
          - {type: FailureTarget, status: 'True', reason: BackoffLimitExceeded, lastTransitionTime: '%1$s'}
          - type: Failed
            status: 'True'
            reason: BackoffLimitExceeded
            message: Job has reached the specified backoff limit
            lastTransitionTime: '%1$s'
        """
            .formatted(night.plusSeconds(260)));
  }

  private static void succeeded(
      SimulatedCluster cluster, String cron, String image, Instant night) {
    var end = night.plusSeconds(140 + Math.floorMod(night.getEpochSecond() / 86_400, 5) * 7);
    job(
        cluster,
        cron,
        image,
        night,
        """
          succeeded: 1
          completionTime: '%1$s'
          conditions:
          - {type: SuccessCriteriaMet, status: 'True', reason: CompletionsReached, lastTransitionTime: '%1$s'}
          - {type: Complete, status: 'True', reason: CompletionsReached, lastTransitionTime: '%1$s'}
        """
            .formatted(end));
  }

  private static void job(
      SimulatedCluster cluster, String cron, String image, Instant night, String status) {
    cluster
        .read("cronjobs.batch", "emis-data", cron)
        .map(owner -> owner.at("/metadata/uid").asString(""))
        .ifPresent(uid ->
            cluster.applyMissing(
                """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: %1$s-%2$d
                  namespace: emis-data
                  annotations: {batch.kubernetes.io/cronjob-scheduled-timestamp: '%3$s'}
                  ownerReferences:
                  - {apiVersion: batch/v1, kind: CronJob, name: %1$s, uid: %4$s, controller: true}
                spec:
                  backoffLimit: 2
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: backup, image: '%5$s'}]
                status:
                  startTime: '%3$s'
                """
                        .formatted(cron, night.getEpochSecond() / 60, night, uid, image)
                    + status));
  }
}
