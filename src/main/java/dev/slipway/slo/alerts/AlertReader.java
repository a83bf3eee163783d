package dev.slipway.slo.alerts;

import java.util.List;

/// Asks every datasource for its alerts. Never called inside a transaction; each is asked on a
/// thread of its own, bounded in time, and one that is silent holds up no other.
public interface AlertReader {

  /// What each of them told, by name.
  List<AlertReading> read();
}
