package dev.slipway.policies.spi;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of a change before anybody judges it: gathered outside of any transaction, stored
/// with the plan, and judged again at the claim with the service and the environment of then.
///
/// @param placement id of the placement that is changed
/// @param way where it leads, as the portal itself computed it
/// @param unpinned images whose digest no registry could tell, each with the reason
/// @param missing images that the registry they name answered not to know, each with the reason
/// @param repositories images that come from another repository than what runs, such as `X instead
///   of Y`
/// @param owners sentences about others who write this workload, with what they will do
/// @param cautions sentences about what this workload, as it is made, brings with the change: a
///   time without a pod, volumes that go
/// @param selfHealing name of an owner that will revert the change, if one does
/// @param autoscaler name of the HPA that owns the replica count, if any
/// @param replicas the wanted count of a scale, or null
/// @param bounds whether a scale changes the bounds of the autoscaler instead of a count
/// @param quotaShort what a quota lacks for this change, in words, or null
/// @param beside what a change that is of no workload's own spec is about; null for others
/// @param outOfRange what a LimitRange refuses of it, in words, or null
/// @param untold images of which no registry told whether it still has them, each with the reason
/// @param declared what its requester calls it; null where nothing was said
/// @param replaced what its images take the place of, for whoever asks what is new in them; empty
///   for a change that is no rollout
/// @param ticket where its reason can be read; null where none was named
public record ChangeFacts(
    ChangeKind kind,
    UUID placement,
    Way way,
    List<String> images,
    List<String> unpinned,
    List<String> missing,
    List<String> repositories,
    List<String> owners,
    List<String> cautions,
    @Nullable String selfHealing,
    @Nullable String autoscaler,
    @Nullable Integer replicas,
    boolean bounds,
    @Nullable String quotaShort,
    @Nullable Beside beside,
    @Nullable String outOfRange,
    List<String> untold,
    @Nullable Declared declared,
    List<Replaced> replaced,
    @Nullable String ticket) {

  public ChangeFacts {
    // A plan that was stored before these were known has none.
    untold = untold == null ? List.of() : untold;
    replaced = replaced == null ? List.of() : replaced;
  }

  /// What stands beside a workload and is made, taken away or written.
  public enum What {
    NEW_AUTOSCALER,
    OLD_AUTOSCALER,
    APPLICATION,
    /// A Job that is made from a CronJob.
    JOB,
    CRON_JOB,
    VELERO_BACKUP,
    VELERO_SCHEDULE,
    VELERO_RESTORE,
    CNPG_BACKUP,
    CNPG_SCHEDULE
  }

  /// One such thing.
  ///
  /// @param namespace where it stands
  public record Beside(What what, String namespace, String name) {}

  /// What a requester says that a change is for.
  ///
  /// @param ticket where that can be read; null where none was named
  public record Declared(ChangeClass changeClass, @Nullable String ticket) {}

  /// An image that another one takes the place of.
  ///
  /// @param running digest of what runs; null where nobody can tell, or while it is not rolled out
  ///   whole
  /// @param image what comes, with its digest where that is known
  public record Replaced(@Nullable String running, String image) {}

  /// The same, as its requester calls it.
  public ChangeFacts called(@Nullable Declared by) {
    return with(missing, untold, by, replaced, ticket);
  }

  /// The same, with where its reason can be read.
  public ChangeFacts withTicket(@Nullable String reference) {
    return with(missing, untold, declared, replaced, reference);
  }

  /// The same, with what registries told of its images and what they did not.
  public ChangeFacts withTold(List<String> gone, List<String> silent) {
    return with(gone, silent, declared, replaced, ticket);
  }

  /// The same, in the place of these images.
  public ChangeFacts replacing(List<Replaced> others) {
    return with(missing, untold, declared, others, ticket);
  }

  private ChangeFacts with(
      List<String> gone,
      List<String> silent,
      @Nullable Declared by,
      List<Replaced> others,
      @Nullable String reference) {
    return new ChangeFacts(
        kind,
        placement,
        way,
        images,
        unpinned,
        gone,
        repositories,
        owners,
        cautions,
        selfHealing,
        autoscaler,
        replicas,
        bounds,
        quotaShort,
        beside,
        outOfRange,
        silent,
        by,
        others,
        reference);
  }

  /// Facts of a change that brings no images.
  public ChangeFacts(
      ChangeKind kind,
      UUID placement,
      Way way,
      List<String> images,
      List<String> unpinned,
      List<String> missing,
      List<String> repositories,
      List<String> owners,
      List<String> cautions,
      @Nullable String selfHealing,
      @Nullable String autoscaler,
      @Nullable Integer replicas,
      boolean bounds,
      @Nullable String quotaShort,
      @Nullable Beside beside,
      @Nullable String outOfRange,
      List<String> untold,
      @Nullable Declared declared) {
    this(
        kind,
        placement,
        way,
        images,
        unpinned,
        missing,
        repositories,
        owners,
        cautions,
        selfHealing,
        autoscaler,
        replicas,
        bounds,
        quotaShort,
        beside,
        outOfRange,
        untold,
        declared,
        List.of(),
        null);
  }

  /// Facts of a change of the workload itself.
  public ChangeFacts(
      ChangeKind kind,
      UUID placement,
      Way way,
      List<String> images,
      List<String> unpinned,
      List<String> missing,
      List<String> repositories,
      List<String> owners,
      List<String> cautions,
      @Nullable String selfHealing,
      @Nullable String autoscaler,
      @Nullable Integer replicas,
      boolean bounds,
      @Nullable String quotaShort) {
    this(
        kind,
        placement,
        way,
        images,
        unpinned,
        missing,
        repositories,
        owners,
        cautions,
        selfHealing,
        autoscaler,
        replicas,
        bounds,
        quotaShort,
        null,
        null,
        List.of(),
        null);
  }
}
