package dev.slipway.policies.spi;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.kernel.Actor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change as policies see it: facts only, gathered before any transaction.
///
/// @param placement id of the placement that is changed
/// @param toLastGood whether the portal itself computed this to be the rollback to the deployment
///   that ran here last and succeeded; never taken from the requester
/// @param unpinned images whose digest no registry could tell
/// @param owners sentences about others who write this workload, with what they will do
/// @param selfHealing name of an owner that will revert the change, if one does
/// @param autoscaler name of the HPA that owns the replica count, if any
/// @param replicas the wanted count of a scale, or null
/// @param bounds whether a scale changes the bounds of the autoscaler instead of a count
/// @param quotaShort what a quota lacks for this change, in words, or null
/// @param requester who asks for it; null where nobody has asked yet, which has no rights
public record ProposedChange(
    ChangeKind kind,
    ServiceView service,
    EnvironmentView environment,
    UUID placement,
    boolean toLastGood,
    List<String> images,
    List<String> unpinned,
    List<String> owners,
    @Nullable String selfHealing,
    @Nullable String autoscaler,
    @Nullable Integer replicas,
    boolean bounds,
    @Nullable String quotaShort,
    @Nullable Actor requester) {

  /// Facts alone, asked for by nobody yet.
  public ProposedChange(
      ChangeKind kind,
      ServiceView service,
      EnvironmentView environment,
      UUID placement,
      boolean toLastGood,
      List<String> images,
      List<String> unpinned,
      List<String> owners,
      @Nullable String selfHealing,
      @Nullable String autoscaler,
      @Nullable Integer replicas,
      boolean bounds,
      @Nullable String quotaShort) {
    this(
        kind,
        service,
        environment,
        placement,
        toLastGood,
        images,
        unpinned,
        owners,
        selfHealing,
        autoscaler,
        replicas,
        bounds,
        quotaShort,
        null);
  }

  /// The same change, as this actor asks for it.
  public ProposedChange askedBy(Actor actor) {
    return new ProposedChange(
        kind,
        service,
        environment,
        placement,
        toLastGood,
        images,
        unpinned,
        owners,
        selfHealing,
        autoscaler,
        replicas,
        bounds,
        quotaShort,
        actor);
  }

  public boolean isRollback() {
    return kind == ChangeKind.ROLLBACK;
  }
}
