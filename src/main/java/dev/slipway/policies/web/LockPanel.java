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

  public String href() {
    return "/placements/" + placement + "/lock";
  }
}
