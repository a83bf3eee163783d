package dev.slipway.health;

import dev.slipway.slo.volumes.VolumeReader;
import dev.slipway.slo.volumes.VolumeReading;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// What datasources last told of volumes, asked once a minute.
@Component
class HeldVolumes {

  private static final Logger LOG = LoggerFactory.getLogger(HeldVolumes.class);

  private final VolumeReader reader;
  private volatile List<VolumeReading> readings = List.of();

  HeldVolumes(VolumeReader reader) {
    this.reader = reader;
  }

  List<VolumeReading> now() {
    return readings;
  }

  /// On a thread of its own: a Prometheus that hangs holds up no other task.
  @Scheduled(fixedDelay = 60_000, initialDelay = 5_000)
  void ask() {
    Thread.ofVirtual()
        .name("volumes")
        .start(() -> {
          try {
            readings = reader.read();
          } catch (RuntimeException failure) {
            LOG.warn("Datasources could not be asked for volumes", failure);
          }
        });
  }
}
