package dev.slipway.home.web;

import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.home.Cell;
import dev.slipway.home.CellsChanged;
import dev.slipway.home.Matrix;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.shell.Icons;
import dev.slipway.shell.LiveStatus;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Patch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Keeps the page of one cell up to date: its state by patches at once, its pods by reading them
/// again.
@Component
class CellTopic implements LiveTopic {

  private final Matrix matrix;
  private final Placements placements;
  private final LiveStream live;
  private final Icons icons;
  private final Access access;
  private final Clock clock;

  CellTopic(
      Matrix matrix,
      Placements placements,
      LiveStream live,
      Icons icons,
      Access access,
      Clock clock) {
    this.matrix = matrix;
    this.placements = placements;
    this.live = live;
    this.icons = icons;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "cell";
  }

  @Override
  public boolean mayWatch(Actor actor, String key) {
    return access.permitsSomewhere(actor, Permission.VIEW);
  }

  @Override
  public List<Patch> snapshot(Actor actor, String key) {
    return placementOf(key).flatMap(matrix::cell).map(this::patches).orElse(List.of());
  }

  @EventListener
  void on(CellsChanged event) {
    for (var cell : event.cells()) {
      var topic = topic(cell.placement());
      if (live.isWatched(topic)) {
        live.publish(topic, patches(cell));
      }
    }
  }

  @EventListener
  void on(WorkloadChanged event) {
    placements.of(event.ref()).ifPresent(this::reload);
  }

  @EventListener
  void on(FreshnessChanged event) {
    placements.all().stream()
        .filter(placement -> placement.workload().cluster().equals(event.cluster()))
        .forEach(this::reload);
  }

  private void reload(Placement placement) {
    var topic = topic(placement.id());
    if (live.isWatched(topic)) {
      live.reload(topic, "cell-now");
    }
  }

  private List<Patch> patches(Cell cell) {
    List<Patch> patches =
        new ArrayList<>(
            LiveStatus.patches(icons, "cell-state", cell.look(), cell.note(clock.instant())));
    patches.add(Patch.text("cell-version", cell.versions() + cell.digest()));
    patches.add(Patch.text("cell-ready", cell.ready()));
    return patches;
  }

  private static String topic(PlacementId placement) {
    return "cell:" + placement.value();
  }

  private static java.util.Optional<PlacementId> placementOf(String key) {
    try {
      return java.util.Optional.of(new PlacementId(UUID.fromString(key)));
    } catch (IllegalArgumentException _) {
      return java.util.Optional.empty();
    }
  }
}
