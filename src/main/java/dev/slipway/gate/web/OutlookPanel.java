package dev.slipway.gate.web;

import dev.slipway.gate.DryRunView;
import dev.slipway.gate.GateMode;
import dev.slipway.gate.GateOutlook;
import org.jspecify.annotations.Nullable;

/// What may go of a service in an environment now.
///
/// @param outlook null where no objective gates
/// @param run the dry run that is in force; null for none
/// @param silent why the objective on whose page it stands has no part in it; null where it has
record OutlookPanel(
    @Nullable GateOutlook outlook, @Nullable DryRunView run, @Nullable String silent) {

  /// Whether it only says so.
  public boolean advises() {
    return outlook != null && outlook.mode() == GateMode.ADVISES;
  }
}
