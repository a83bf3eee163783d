package dev.slipway.slo.web;

import dev.slipway.shell.Times;
import dev.slipway.slo.ObjectiveDetails.WindowLine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A window in words.
record WindowRow(WindowLine line) {

  private static final int DAY = 86_400;

  public String window() {
    return named(line.window());
  }

  public String bad() {
    return line.counts() == null ? "–" : Amounts.events(line.counts().bad());
  }

  public String total() {
    return line.counts() == null ? "–" : Amounts.events(line.counts().total());
  }

  public String share() {
    return line.share() == null ? "–" : Amounts.failed(line.share());
  }

  public String burn() {
    return Amounts.burn(line.burn());
  }

  public @Nullable String note() {
    return line.note();
  }

  /// A window by the unit that it is known by: `5 min`, `1 d`.
  static String named(Duration window) {
    return window.toSeconds() % DAY == 0 ? window.toDays() + " d" : Times.coarse(window);
  }
}
