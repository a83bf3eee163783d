package dev.slipway.clusters.fabric8;

import java.time.Duration;

/// The rhythm of watching one cluster.
///
/// @param probe how often its API server is asked whether it is there, and which one it is
/// @param patience how long a probe may take
/// @param retry how often while it is not there
/// @param silence after how long a watch that says nothing, not even a bookmark, is not believed
///   any more
/// @param relist after how long, give or take a quarter, everything is listed anew: a watch is a
///   hint, and an event that got lost would never be missed otherwise
record WatchTimes(
    Duration probe, Duration patience, Duration retry, Duration silence, Duration relist) {

  static final WatchTimes NORMAL =
      new WatchTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(75),
          Duration.ofHours(1));
}
