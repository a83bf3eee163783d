package dev.slipway.policies.spi;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.kernel.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change as policies see it: what is known of it, where it goes, and who asks.
///
/// @param requester who asks for it; null where nobody has asked yet, which has no rights
/// @param plan the plan that it is stored as; null while it is none
public record ProposedChange(
    ServiceView service,
    EnvironmentView environment,
    ChangeFacts facts,
    @Nullable Actor requester,
    @Nullable UUID plan) {

  /// Asked for by somebody, and not stored as a plan.
  public ProposedChange(
      ServiceView service,
      EnvironmentView environment,
      ChangeFacts facts,
      @Nullable Actor requester) {
    this(service, environment, facts, requester, null);
  }

  /// Asked for by nobody yet.
  public ProposedChange(ServiceView service, EnvironmentView environment, ChangeFacts facts) {
    this(service, environment, facts, null);
  }

  /// The same change, as this actor asks for it.
  public ProposedChange askedBy(Actor actor) {
    return new ProposedChange(service, environment, facts, actor, plan);
  }

  public ChangeKind kind() {
    return facts.kind();
  }

  public UUID placement() {
    return facts.placement();
  }

  /// Whether it goes back by the portal's own reckoning. One that leads to what was taken back, or
  /// to what is newer than what runs, is called a rollback and is none.
  public boolean isRollback() {
    return kind() == ChangeKind.ROLLBACK && facts.way() != Way.FORWARD;
  }
}
