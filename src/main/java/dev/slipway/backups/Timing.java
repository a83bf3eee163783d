package dev.slipway.backups;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When runs are due. Moments are computed one by one: an average interval would call a schedule of
/// weekdays late every Monday.
sealed interface Timing permits Cron, Every {

  /// The newest due moment that is later than one moment and not later than another.
  ///
  /// @param anchor from which an interval counts; a calendar needs none
  Optional<Instant> newest(Instant after, Instant upTo, Instant anchor);

  /// The first due moment later than this one.
  Optional<Instant> next(Instant after, Instant anchor);

  /// The longest time between two due moments of about a month before now; of two neighbours of now
  /// where a month has fewer.
  Duration longestGap(Instant now);

  /// For people, without its zone.
  String words();
}
