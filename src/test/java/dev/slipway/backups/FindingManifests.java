package dev.slipway.backups;

import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import java.time.Instant;

/// A store and what copies it, as a cluster has them.
final class FindingManifests {

  private FindingManifests() {}

  static String database(String name) {
    return """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: %1$s, namespace: default}
    spec:
      replicas: 1
      serviceName: %1$s
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {containers: [{name: db, image: 'mysql:8.0.36'}]}
      volumeClaimTemplates:
      - metadata: {name: data}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
    """
        .formatted(name);
  }

  static String cron(String name) {
    return """
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: %s-backup, namespace: default}
    spec:
      schedule: 17 3 1 1 *
      jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: 'mysql:8.0.36'}]}}}}
    """
        .formatted(name);
  }

  /// A run of it that ended well after twenty seconds.
  static String ran(SimulatedCluster cluster, String name, Instant started) {
    var uid =
        cluster
            .read("cronjobs.batch", "default", name + "-backup")
            .orElseThrow()
            .at("/metadata/uid")
            .asString();
    return """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: %1$s-backup-1
      namespace: default
      ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: %1$s-backup, uid: %2$s, controller: true}]
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: 'mysql:8.0.36'}]}}}
    status:
      startTime: '%3$s'
      completionTime: '%4$s'
      conditions: [{type: Complete, status: 'True', lastTransitionTime: '%4$s'}]
    """
        .formatted(name, uid, started, started.plusSeconds(20));
  }
}
