package dev.slipway.plans.spi;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One kind of change: how it is prepared, sent and judged. `plans` drives it; it holds no state of
/// its own. Where {@link Prepared#template()} was given, the `content` handed back here carries it
/// under `template` (opened from its sealed store); the hash of the plan covers its hash, not the
/// text.
///
/// When `progress` answers BROKEN, `plans` itself rolls back automatically if the environment asks
/// for it, once, else the operation fails.
public interface Action {

  ChangeKind kind();

  /// Works out the change against the live object. Runs outside any transaction and may call the
  /// cluster, and a registry without which the change cannot be made.
  ///
  /// @throws dev.slipway.kernel.DomainFailure with what is wrong and what to do instead
  Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state);

  /// Adds what only informs people and no cluster tells, such as whether a registry still has its
  /// images. Runs outside any transaction after the cluster was read, in a time of its own, short,
  /// and never fails. Left out where the portal changes something by itself.
  default Prepared informed(Prepared prepared) {
    return prepared;
  }

  /// The hash that must still hold: `live` as this action's base (template base for rollouts;
  /// replicas, UID and bounds for scale). Same function for planning, claim and worker. May read
  /// more from the cluster: outside any transaction.
  String baseHash(JsonNode content, LiveObject live);

  /// The same from the live projection; null if the projection cannot tell.
  @Nullable String baseHash(JsonNode content, WorkloadState state);

  /// The one write. `marks` go on the object's metadata.
  WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks);

  /// Whether the object already is what the plan wants, whoever made it so. May read more from the
  /// cluster: outside any transaction.
  boolean holds(JsonNode content, LiveObject live);

  /// Looks at the effect while it settles.
  Progress progress(JsonNode content, WorkloadState state, Sent sent);

  /// Pods that hold the effect up and must be deleted for it to settle: broken pods of an older
  /// template of an ordered StatefulSet. The worker deletes them by UID, never by force, and says
  /// so.
  default List<PodState> inTheWay(JsonNode content, WorkloadState state, Sent sent) {
    return List.of();
  }

  /// What the effect has done so far that is to be recorded. Asked at every look; each step is
  /// written once.
  default List<Milestone> milestones(JsonNode content, WorkloadState state, Sent sent) {
    return List.of();
  }

  /// Services that it touches beside the one of its placement, each where: whoever asks for it
  /// needs the right there, too.
  default List<Touched> touches(JsonNode content) {
    return List.of();
  }

  /// How long it may take before people are told that it has not ended.
  ///
  /// @param usual of most changes
  default Duration limit(Duration usual) {
    return usual;
  }

  /// A service in an environment.
  record Touched(UUID service, UUID environment) {}

  /// What was sent and when.
  ///
  /// @param generation the generation that the accepted write returned
  record Sent(long generation, Instant at, Duration since) {}
}
