package dev.slipway.slo.web;

import dev.slipway.identity.spi.WaitingAct;
import java.util.List;

/// What it takes to loosen an objective that the gate of production goes by.
///
/// @param waiting what waits for a second person about it
/// @param whyNot why this person cannot, and who can; empty where they can
/// @param needs what it takes besides; empty where one person is enough
record Loosening(List<WaitingAct> waiting, String whyNot, String needs) {

  /// For whoever edits it; empty where nothing is in the way.
  public String hint() {
    if (whyNot.isEmpty() && needs.isEmpty()) {
      return "";
    }
    return "The gate of production goes by it. To promise less, to count otherwise, over another"
        + " time or elsewhere, or to take away its say, weighs as an override does. "
        + (whyNot.isEmpty() ? needs : whyNot);
  }
}
