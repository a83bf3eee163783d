package dev.slipway.sandbox;

import org.jspecify.annotations.Nullable;

/// One release of the demonstration's past.
///
/// @param backTo the version that a rollback brought back at once, or null if it stayed
record Release(String version, int daysAgo, String by, String reason, @Nullable String backTo) {

  Release(String version, int daysAgo, String by, String reason) {
    this(version, daysAgo, by, reason, null);
  }
}
