package dev.slipway.plans;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What policies were told of the change, kept to ask them again at the claim with the service and
/// the environment as they are then.
record Facts(
    ChangeKind kind,
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

  static Facts of(ProposedChange change) {
    return new Facts(
        change.kind(),
        change.placement(),
        change.toLastGood(),
        change.images(),
        change.unpinned(),
        change.owners(),
        change.selfHealing(),
        change.autoscaler(),
        change.replicas(),
        change.bounds(),
        change.quotaShort());
  }

  ProposedChange now(ServiceView service, EnvironmentView environment) {
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
        quotaShort);
  }
}
