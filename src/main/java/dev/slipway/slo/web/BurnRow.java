package dev.slipway.slo.web;

import dev.slipway.slo.ObjectiveDetails;

/// A pair of windows in words.
record BurnRow(ObjectiveDetails.BurnLine line) {

  public String windows() {
    return WindowRow.named(line.longWindow()) + ", " + WindowRow.named(line.shortWindow());
  }

  public String severity() {
    return line.severity().slug();
  }

  public String factor() {
    return Amounts.burn(line.factor());
  }

  public String longBurn() {
    return Amounts.burn(line.longBurn());
  }

  public String shortBurn() {
    return Amounts.burn(line.shortBurn());
  }

  public String look() {
    if (line.firing()) {
      return "warning";
    }
    return line.longBurn() == null || line.shortBurn() == null ? "unknown" : "healthy";
  }

  public String word() {
    return switch (look()) {
      case "warning" -> "firing";
      case "healthy" -> "quiet";
      default -> "unknown";
    };
  }
}
