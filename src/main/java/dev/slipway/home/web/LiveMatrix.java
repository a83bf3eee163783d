package dev.slipway.home.web;

import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.home.Cell;
import dev.slipway.home.CellsChanged;
import dev.slipway.home.Matrix;
import dev.slipway.home.MatrixView;
import dev.slipway.policies.FreezesChanged;
import dev.slipway.shell.Icons;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.Patch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Brings open matrices up to date: a changed cell at once, counts once a second, ages twice a
/// minute.
@Component
class LiveMatrix {

  static final String TOPIC = "matrix";

  private final Matrix matrix;
  private final LiveStream live;
  private final Icons icons;
  private final Clock clock;
  private final AtomicBoolean counted = new AtomicBoolean(true);

  LiveMatrix(Matrix matrix, LiveStream live, Icons icons, Clock clock) {
    this.matrix = matrix;
    this.live = live;
    this.icons = icons;
    this.clock = clock;
  }

  @EventListener
  void on(CellsChanged event) {
    if (!live.isWatched(TOPIC)) {
      return;
    }
    if (event.layout()) {
      live.reload(TOPIC, "matrix");
      return;
    }
    publish(event.cells());
    counted.set(false);
  }

  /// Whose clusters went silent, or speak again, stands in heads and notices too.
  @EventListener
  void on(FreshnessChanged event) {
    if (live.isWatched(TOPIC)) {
      live.reload(TOPIC, "matrix");
    }
  }

  /// A freeze stands in heads.
  @EventListener
  void on(FreezesChanged event) {
    if (live.isWatched(TOPIC)) {
      live.reload(TOPIC, "matrix");
    }
  }

  @Scheduled(fixedDelay = 1_000)
  void count() {
    if (!counted.getAndSet(true) && live.isWatched(TOPIC)) {
      live.reload(TOPIC, "matrix-counts");
      live.reload(TOPIC, "matrix-narrow");
    }
  }

  /// Ages grow without any event.
  @Scheduled(fixedDelay = 30_000)
  void grow() {
    if (!live.isWatched(TOPIC)) {
      return;
    }
    var now = clock.instant();
    var young =
        matrix.youngCells(now).stream()
            .map(cell -> Patch.text(cell.id() + "-note", cell.note(now)))
            .toList();
    if (!young.isEmpty()) {
      live.publish(TOPIC, young);
    }
  }

  private void publish(List<Cell> cells) {
    List<Patch> patches = new ArrayList<>();
    for (var cell : cells) {
      patches.addAll(patches(cell));
      matrix.rowOf(cell.placement()).map(LiveMatrix::row).ifPresent(patches::add);
    }
    live.publish(TOPIC, patches);
  }

  List<Patch> patches(Cell cell) {
    return matrix
        .placeOf(cell.placement())
        .map(place -> DrawnCell.of(cell, place.service(), place.environment(), clock.instant()))
        .map(drawn -> drawn.patches(icons))
        .orElse(List.of());
  }

  private static Patch row(MatrixView.Row row) {
    return new Patch(
        "r-" + row.service().slug(), null, Map.of("class", row.news() ? "news" : "quiet"));
  }
}
