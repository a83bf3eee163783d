package dev.slipway.deployments;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A state that differs from "complete and healthy" only in what a test names.
final class StateBuilder {
  private final LiveObject live;
  private String templateHash;
  private String uid;
  private long generation;
  private int desired;
  private int updated;
  private int total;
  private boolean paused;
  private RolloutVerdict rollout = RolloutVerdict.COMPLETE;
  private List<PodState> pods = List.of();
  private @Nullable String runningDigest;
  private @Nullable Autoscaler autoscaler;
  private List<Owner> owners = List.of();
  private int ready = -1;
  private Health health = Health.HEALTHY;

  StateBuilder(LiveObject live) {
    this.live = live;
    this.templateHash = live.templateHash();
    this.uid = live.uid();
    this.generation = live.generation();
    this.desired = live.spec().path("replicas").asInt(1);
    this.updated = desired;
    this.total = desired;
    this.paused = live.spec().path("paused").asBoolean(false);
  }

  StateBuilder template(String hash) {
    templateHash = hash;
    return this;
  }

  StateBuilder uid(String value) {
    uid = value;
    return this;
  }

  StateBuilder generation(long value) {
    generation = value;
    return this;
  }

  StateBuilder counts(int wanted, int updatedPods, int all) {
    desired = wanted;
    updated = updatedPods;
    total = all;
    return this;
  }

  StateBuilder ready(int value) {
    ready = value;
    return this;
  }

  StateBuilder rollout(RolloutVerdict value) {
    rollout = value;
    return this;
  }

  StateBuilder pods(PodState... value) {
    pods = List.of(value);
    return this;
  }

  StateBuilder digest(String value) {
    runningDigest = value;
    return this;
  }

  StateBuilder autoscaler(int min, int max) {
    autoscaler = new Autoscaler("student-hpa", "hpa-uid", min, max, 3, 3, null);
    return this;
  }

  StateBuilder owners(Owner... value) {
    owners = List.of(value);
    return this;
  }

  StateBuilder health(Health value) {
    health = value;
    return this;
  }

  WorkloadState build() {
    var images =
        PodTemplate.of(live).containers().stream()
            .map(c -> new ContainerImage(c.name(), c.image(), runningDigest, c.init()))
            .toList();
    return new WorkloadState(
        live.ref(),
        uid,
        generation,
        "1",
        images,
        desired,
        ready < 0 ? desired : ready,
        updated,
        ready < 0 ? desired : ready,
        total,
        paused,
        rollout,
        "",
        health,
        "",
        live.baseHash(),
        templateHash,
        "1",
        owners,
        autoscaler,
        pods,
        Map.of(),
        DeploymentMother.NOON,
        "kubectl",
        "kubectl");
  }
}
