package dev.slipway.slo.prometheus;

import java.time.Duration;

/// Time for all that one call of the port asks.
///
/// @param until by `System.nanoTime()`; only differences of it mean something
record Patience(long until) {

  /// What a server gets for one query; it gives up by itself then.
  private static final Duration EACH = Duration.ofSeconds(10);

  /// What its answer may take on top, before nobody waits for it any more.
  private static final Duration ON_THE_WAY = Duration.ofSeconds(2);

  static Patience of(Duration whole) {
    return new Patience(System.nanoTime() + whole.toNanos());
  }

  Duration left() {
    var left = Duration.ofNanos(until - System.nanoTime());
    return left.isNegative() ? Duration.ZERO : left;
  }

  boolean isOver() {
    return left().compareTo(ON_THE_WAY) < 0;
  }

  /// For the server.
  Duration there() {
    var left = left().minus(ON_THE_WAY);
    return left.compareTo(EACH) < 0 ? left : EACH;
  }

  /// For us.
  Duration here() {
    return there().plus(ON_THE_WAY);
  }
}
