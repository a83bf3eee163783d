package dev.slipway.plans.spi;

import java.time.Duration;

/// How long such a change takes at a place, from the last ones that succeeded there.
///
/// @param median half took less
/// @param slow nine of ten took less
/// @param samples how many they were
public record UsualDuration(Duration median, Duration slow, int samples) {

  private static final int ENOUGH = 3;

  /// Whether there were enough for somebody to count on it.
  public boolean isReliable() {
    return samples >= ENOUGH;
  }
}
