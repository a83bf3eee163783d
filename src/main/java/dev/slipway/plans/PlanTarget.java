package dev.slipway.plans;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Subject;
import java.util.UUID;

/// What a plan changes: names to look it up, UIDs that must still hold, and the base it was made
/// on.
record PlanTarget(
    UUID service,
    String serviceSlug,
    UUID team,
    UUID environment,
    String environmentSlug,
    String environmentClass,
    UUID placement,
    UUID cluster,
    String namespace,
    String workloadKind,
    String workloadName,
    String objectUid,
    String namespaceUid,
    String clusterUid,
    String baseHash,
    long generation) {

  static PlanTarget of(Draft draft) {
    var workload = draft.placement().workload();
    return new PlanTarget(
        draft.service().id().value(),
        draft.service().slug(),
        draft.service().team().value(),
        draft.environment().id().value(),
        draft.environment().slug(),
        draft.environment().environmentClass().name(),
        draft.placement().id().value(),
        workload.cluster().value(),
        workload.namespace(),
        workload.kind().name(),
        workload.name(),
        draft.live().uid(),
        draft.live().namespaceUid(),
        draft.live().clusterUid(),
        draft.baseHash(),
        draft.live().generation());
  }

  WorkloadRef ref() {
    return new WorkloadRef(
        new ClusterId(cluster), namespace, WorkloadKind.valueOf(workloadKind), workloadName);
  }

  PlacementId placementId() {
    return new PlacementId(placement);
  }

  ServiceId serviceId() {
    return new ServiceId(service);
  }

  EnvironmentId environmentId() {
    return new EnvironmentId(environment);
  }

  Subject subject(String kind, UUID id, String name) {
    return Subject.of(kind, id, name).in(serviceSlug, environmentSlug);
  }
}
