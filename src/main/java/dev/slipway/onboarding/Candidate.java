package dev.slipway.onboarding;

import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A workload of a cluster with what the portal would call it, or a placement whose workload the
/// cluster does not have any more.
///
/// @param container the one whose image is the version
/// @param needs services that it seems to call
/// @param changes what differs from what the portal says of it, as sentences
/// @param placement where it is adopted already
/// @param platform whether its namespace makes the cluster work and belongs to no team
public record Candidate(
    WorkloadRef workload,
    State state,
    List<String> containers,
    String container,
    String image,
    Proposal service,
    Proposal system,
    Proposal environment,
    Proposal team,
    List<Need> needs,
    List<String> changes,
    @Nullable Placement placement,
    boolean platform) {

  /// How a workload stands to the catalog.
  public enum State {
    /// Nobody adopted it.
    NEW,
    /// Adopted, and something tells otherwise now.
    CHANGED,
    /// Adopted, and the cluster has it no more.
    GONE,
    /// Adopted as it is.
    ADOPTED
  }

  /// A service that it seems to call.
  ///
  /// @param service its slug, or the one proposed for it
  /// @param because what tells it
  /// @param declared whether the catalog knows it already
  public record Need(WorkloadRef on, String service, String because, boolean declared) {}

  /// What the person sees and sends of it: unique within a cluster.
  public String key() {
    return workload.namespace() + "/" + workload.kind().name() + "/" + workload.name();
  }

  Candidate named(Proposal slug) {
    return new Candidate(
        workload,
        state,
        containers,
        container,
        image,
        slug,
        system,
        environment,
        team,
        needs,
        changes,
        placement,
        platform);
  }

  Candidate needing(List<Need> found, State now, List<String> sentences) {
    return new Candidate(
        workload,
        now,
        containers,
        container,
        image,
        service,
        system,
        environment,
        team,
        found,
        sentences,
        placement,
        platform);
  }
}
