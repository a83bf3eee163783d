package dev.slipway.slo.volumes;

import java.util.List;

/// Asks every datasource how full volumes are. Never called inside a transaction; each is asked on
/// a thread of its own, bounded in time, and one that is silent holds up no other.
public interface VolumeReader {

  /// What each of them told, by name.
  List<VolumeReading> read();
}
