package dev.slipway.runtime;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// A clock is not what it should be, or is again. The order of the trail does not follow it.
///
/// @param expected the time that should have been read, and `read` the one that was
record ClockChanged(String action, Instant expected, Instant read, String what)
    implements PortalEvent {

  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public Subject subject() {
    return Subject.of("clock", "clock", what);
  }

  @Override
  public Map<String, Object> before() {
    return Map.of("time", expected.toString());
  }

  @Override
  public Map<String, Object> after() {
    return Map.of(
        "time", read.toString(), "apartSeconds", Duration.between(expected, read).toSeconds());
  }
}
