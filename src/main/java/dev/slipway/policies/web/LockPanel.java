package dev.slipway.policies.web;

import dev.slipway.policies.LockView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lock of one placement, to set or release.
///
/// @param whyNot why this person can do neither, or an empty string
/// @param where the service and its environment, in words
/// @param back where to go after
/// @param fault why the reason that was typed does not do
public record LockPanel(
    String placement,
    @Nullable LockView lock,
    List<LockView> released,
    String whyNot,
    String back,
    String where,
    String typed,
    @Nullable String fault) {

  public boolean mayEdit() {
    return whyNot.isEmpty();
  }

  /// Words typed to lock are not words to release, so each has a field of its own.
  public String fieldId() {
    return lock == null ? "lock-reason" : "release-reason";
  }

  public String act() {
    return lock == null ? "Lock" : "Release the lock";
  }

  public Map<String, String> errors() {
    return fault == null ? Map.of() : Map.of(fieldId(), fault);
  }

  public String href() {
    return "/placements/" + placement + "/lock";
  }
}
