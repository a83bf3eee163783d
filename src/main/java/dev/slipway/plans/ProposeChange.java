package dev.slipway.plans;

import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What somebody asks for. Facts about the world (digests, base, class of the change) are never
/// taken from here.
///
/// @param images wanted image references by container name; an empty name means the placement's
///   container, and those that run the same image as it and are not named
/// @param expectedReplicas the count that the person saw
/// @param autoscaler what a scale asks for of an autoscaler, beside its bounds
/// @param resources what a change of resources asks for; null for other kinds
/// @param toDeployment the recorded deployment to go back to; null for the last one that succeeded
/// @param acknowledged conditions that the person has acknowledged, by policy name
/// @param expiresIn null for the default of the environment
/// @param changeClass what the requester calls it; null where the portal is to tell
/// @param backup what a change of a backup is about; null for other kinds
public record ProposeChange(
    ChangeKind kind,
    String service,
    String environment,
    Map<String, String> images,
    @Nullable Integer replicas,
    @Nullable Integer expectedReplicas,
    @Nullable Integer minReplicas,
    @Nullable Integer maxReplicas,
    WantedAutoscaler autoscaler,
    @Nullable WantedResources resources,
    @Nullable UUID toDeployment,
    String reason,
    @Nullable String ticket,
    boolean startWhenApproved,
    Set<String> acknowledged,
    @Nullable Duration expiresIn,
    @Nullable ChangeClass changeClass,
    @Nullable OfBackup backup) {

  /// Which source of backups, and for a restore which of its copies goes where.
  ///
  /// @param run name of one of its copies; null for kinds that need none
  /// @param from the namespace that is put back
  /// @param into the namespace that gets it, for a trial
  /// @param confirmed what was typed to say so
  public record OfBackup(
      UUID source,
      @Nullable String run,
      @Nullable String from,
      @Nullable String into,
      @Nullable String confirmed) {

    public OfBackup(UUID source) {
      this(source, null, null, null, null);
    }
  }

  /// A change that is of no backup.
  public ProposeChange(
      ChangeKind kind,
      String service,
      String environment,
      Map<String, String> images,
      @Nullable Integer replicas,
      @Nullable Integer expectedReplicas,
      @Nullable Integer minReplicas,
      @Nullable Integer maxReplicas,
      WantedAutoscaler autoscaler,
      @Nullable WantedResources resources,
      @Nullable UUID toDeployment,
      String reason,
      @Nullable String ticket,
      boolean startWhenApproved,
      Set<String> acknowledged,
      @Nullable Duration expiresIn,
      @Nullable ChangeClass changeClass) {
    this(
        kind,
        service,
        environment,
        images,
        replicas,
        expectedReplicas,
        minReplicas,
        maxReplicas,
        autoscaler,
        resources,
        toDeployment,
        reason,
        ticket,
        startWhenApproved,
        acknowledged,
        expiresIn,
        changeClass,
        null);
  }

  /// A change of what runs or of how many.
  public ProposeChange(
      ChangeKind kind,
      String service,
      String environment,
      Map<String, String> images,
      @Nullable Integer replicas,
      @Nullable Integer expectedReplicas,
      @Nullable Integer minReplicas,
      @Nullable Integer maxReplicas,
      @Nullable UUID toDeployment,
      String reason,
      @Nullable String ticket,
      boolean startWhenApproved,
      Set<String> acknowledged,
      @Nullable Duration expiresIn) {
    this(
        kind,
        service,
        environment,
        images,
        replicas,
        expectedReplicas,
        minReplicas,
        maxReplicas,
        WantedAutoscaler.NONE,
        null,
        toDeployment,
        reason,
        ticket,
        startWhenApproved,
        acknowledged,
        expiresIn,
        null);
  }

  /// The same text for the same wish in every process: the order in which sets and maps are walked
  /// differs from one to the next.
  String canonical() {
    var tree = (ObjectNode) Json.tree(this);
    tree.set("acknowledged", Json.tree(new TreeSet<>(acknowledged)));
    return PlanHash.canonical(tree);
  }
}
