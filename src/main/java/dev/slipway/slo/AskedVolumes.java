package dev.slipway.slo;

import dev.slipway.runtime.SealBroken;
import dev.slipway.slo.volumes.VolumeFill;
import dev.slipway.slo.volumes.VolumeReader;
import dev.slipway.slo.volumes.VolumeReading;
import dev.slipway.slo.volumes.VolumeSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Opens what lets the portal in at each Prometheus, and asks it how full volumes are.
@Component
class AskedVolumes implements VolumeReader {

  private static final Logger LOG = LoggerFactory.getLogger(AskedVolumes.class);

  private final DatasourceRows rows;
  private final DatasourceKeys keys;
  private final VolumeSource source;
  private final Clock clock;

  AskedVolumes(DatasourceRows rows, DatasourceKeys keys, VolumeSource source, Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public List<VolumeReading> read() {
    var work = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var known = rows.all().stream().filter(DatasourceView::counts).toList();
      List<Future<VolumeReading>> asked =
          known.stream().map(one -> work.submit(() -> ask(one))).toList();
      List<VolumeReading> told = new ArrayList<>();
      for (var i = 0; i < known.size(); i++) {
        told.add(answer(known.get(i), asked.get(i)));
      }
      return told;
    } finally {
      work.shutdownNow();
    }
  }

  private VolumeReading answer(DatasourceView known, Future<VolumeReading> asked) {
    try {
      return asked.get();
    } catch (ExecutionException failure) {
      LOG.error("{} could not be asked for volumes", known.name(), failure);
      return reading(known, List.of(), "The portal failed at reading its answer.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return reading(known, List.of(), "The portal is stopping.");
    }
  }

  private VolumeReading ask(DatasourceView known) {
    SliDatasource opened;
    try {
      opened = keys.open(known);
    } catch (SealBroken _) {
      return reading(known, List.of(), DatasourceKeys.DOES_NOT_OPEN);
    }
    return switch (source.fills(opened)) {
      case SliAnswer.Got<List<VolumeFill>>(var fills, var _, var _) -> reading(known, fills, null);
      case SliAnswer.Refused<List<VolumeFill>>(var why) -> reading(known, List.of(), why);
      case SliAnswer.NoEntry<List<VolumeFill>>(var why) -> reading(known, List.of(), why);
      case SliAnswer.Unavailable<List<VolumeFill>>(var why) -> reading(known, List.of(), why);
    };
  }

  private VolumeReading reading(
      DatasourceView known, List<VolumeFill> fills, @Nullable String trouble) {
    return new VolumeReading(
        known.name(),
        known.environments().stream().map(one -> one.id().value()).collect(Collectors.toSet()),
        fills,
        clock.instant(),
        trouble);
  }
}
