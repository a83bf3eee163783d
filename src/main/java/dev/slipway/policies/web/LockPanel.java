package dev.slipway.policies.web;

import dev.slipway.policies.LockView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lock of one placement, to set or release.
///
/// @param whyNot why this person can do neither, or an empty string
/// @param back where to go after
public record LockPanel(
    String placement,
    @Nullable LockView lock,
    List<LockView> released,
    String whyNot,
    String back) {

  public boolean mayEdit() {
    return whyNot.isEmpty();
  }

  /// Words typed to lock are not words to release, so each has a field of its own.
  public String fieldId() {
    return lock == null ? "lock-reason" : "release-reason";
  }

  public String href() {
    return "/placements/" + placement + "/lock";
  }
}
