package dev.slipway.runtime;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.Map;

/// The database is a copy: restored from a backup, or moved. What it holds as open may have ended
/// since the copy was made, so whoever holds such work ends it without acting. Published once a
/// copy, in the transaction that notes it, before anything is served or carried out.
///
/// @param epoch counts the copies, from 1 for the original
/// @param lastKnown since when the former one had been in use
public record DatabaseRestored(int epoch, Instant lastKnown) implements PortalEvent {

  /// What is told of everything that ends by it.
  public static final String WHY =
      "The portal's database was restored from a backup or moved, and this was open in it.";

  @Override
  public String action() {
    return "portal.restored";
  }

  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public Subject subject() {
    return Subject.of("portal", "portal", "the portal's database");
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("epoch", epoch);
  }
}
