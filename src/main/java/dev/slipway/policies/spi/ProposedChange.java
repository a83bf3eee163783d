package dev.slipway.policies.spi;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.kernel.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change as policies see it: what is known of it, where it goes, and who asks.
///
/// @param requester who asks for it; null where nobody has asked yet, which has no rights
public record ProposedChange(
    ServiceView service,
    EnvironmentView environment,
    ChangeFacts facts,
    @Nullable Actor requester) {

  /// Asked for by nobody yet.
  public ProposedChange(ServiceView service, EnvironmentView environment, ChangeFacts facts) {
    this(service, environment, facts, null);
  }

  /// The same change, as this actor asks for it.
  public ProposedChange askedBy(Actor actor) {
    return new ProposedChange(service, environment, facts, actor);
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
