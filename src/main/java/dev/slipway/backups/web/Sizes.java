package dev.slipway.backups.web;

import java.util.List;
import java.util.Locale;

/// Sizes for people, in powers of 1024.
final class Sizes {

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  private Sizes() {}

  static String words(long bytes) {
    var unit = 0;
    double amount = bytes;
    while (amount >= 1024 && unit < UNITS.size() - 1) {
      amount /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, UNITS.get(unit));
  }
}
