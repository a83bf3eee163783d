package dev.slipway.slo;

import java.math.BigDecimal;

/// What a server has of one window. No traffic, no series and no errors are three things.
public sealed interface WindowReading {

  /// Both were counted, and there was traffic.
  record Counted(Counts counts) implements WindowReading {}

  /// Traffic, and no series of errors at all: healthy, or a query with a slip.
  record NoErrorSeries(Counts counts) implements WindowReading {}

  /// The series are there; nothing came in.
  record NoTraffic() implements WindowReading {}

  /// No series at all.
  record NoData() implements WindowReading {}

  /// Only the share of bad events is known (a raw ratio, or a query without `rate` and `increase`).
  record Share(BigDecimal ratio) implements WindowReading {}

  /// The server answered with what is no number, such as `NaN` or `+Inf`, or with one below
  /// nothing.
  record NoValue(String text) implements WindowReading {}

  /// This window alone could not be asked.
  record Failed(String reason) implements WindowReading {}
}
