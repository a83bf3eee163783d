package dev.slipway.home.web;

import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.deployments.ChangeObserved;
import dev.slipway.deployments.WatchEnded;
import dev.slipway.home.Cell;
import dev.slipway.home.CellState;
import dev.slipway.home.CellsChanged;
import dev.slipway.home.Matrix;
import dev.slipway.home.PendingChanged;
import dev.slipway.home.PlacementsMoved;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationQueued;
import dev.slipway.policies.FreezesChanged;
import dev.slipway.policies.LockChanged;
import dev.slipway.shell.Icons;
import dev.slipway.shell.LiveStatus;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Look;
import dev.slipway.shell.Panel;
import dev.slipway.shell.Patch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Keeps the page of one cell up to date: its state by patches at once, every card of it by reading
/// the card again when what it shows has changed.
@Component
class CellTopic implements LiveTopic {

  private static final String NOW = "cell-now";
  private static final String LOCK = Panel.id("cell-side", "Lock");
  private static final String HISTORY = Panel.id("cell", "Deployments here");

  /// What the cluster is asked for.
  private static final List<String> ASKED =
      List.of("cell-events", "cell-revisions", "cell-configuration");

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

  /// What moves may have moved on between the page and its stream.
  @Override
  public List<Patch> snapshot(Actor actor, String key) {
    var cell = placementOf(key).flatMap(matrix::cell);
    cell.filter(CellTopic::moves).ifPresent(moving -> reload(moving.placement(), NOW));
    return cell.map(this::patches).orElse(List.of());
  }

  @Override
  public List<String> parts(String key) {
    var parts = new ArrayList<>(ASKED);
    parts.addAll(List.of(NOW, LOCK, HISTORY));
    return parts;
  }

  private static boolean moves(Cell cell) {
    return cell.state() == CellState.PROGRESSING || !cell.next().isEmpty();
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
    placements
        .of(event.ref())
        .map(Placement::id)
        .ifPresent(placement -> {
          reload(placement, NOW);
          ASKED.forEach(part -> reload(placement, part));
        });
  }

  @EventListener
  void on(FreshnessChanged event) {
    placements.all().stream()
        .filter(placement -> placement.workload().cluster().equals(event.cluster()))
        .forEach(placement -> reload(placement.id(), NOW));
  }

  /// The page reads itself anew where the service was taken off.
  @EventListener
  void on(PlacementsMoved event) {
    event.placements().forEach(placement -> reload(placement, NOW));
  }

  /// Plans that wait, deployments that run and locks stand in notices.
  @EventListener
  void on(PendingChanged event) {
    event.placements().forEach(placement -> reload(placement, NOW));
  }

  @EventListener
  void on(FreezesChanged event) {
    placements.all().forEach(placement -> reload(placement.id(), NOW));
  }

  @EventListener
  void on(LockChanged event) {
    live.reload(topic(new PlacementId(event.lock().placement())), LOCK);
  }

  @EventListener
  void on(OperationQueued event) {
    live.reload(topic(event.operation().placement()), HISTORY);
  }

  @EventListener
  void on(OperationMoved event) {
    live.reload(topic(event.now().placement()), HISTORY);
  }

  /// Within the transaction, so that the other instances are told too.
  @EventListener
  void on(ChangeObserved event) {
    history(event.subject());
  }

  @EventListener
  void on(WatchEnded event) {
    history(event.subject());
  }

  private void history(Subject subject) {
    matrix
        .at(subject.service(), subject.environment())
        .ifPresent(placement -> live.reload(topic(placement), HISTORY));
  }

  private void reload(PlacementId placement, String part) {
    var topic = topic(placement);
    if (live.isWatched(topic)) {
      live.reload(topic, part);
    }
  }

  private List<Patch> patches(Cell cell) {
    List<Patch> patches =
        new ArrayList<>(
            LiveStatus.patches(icons, "cell-state", cell.look(), cell.headline(clock.instant())));
    patches.add(Patch.text("cell-version", cell.versions() + cell.digest()));
    patches.add(Patch.text("cell-ready", cell.ready()));
    patches.addAll(lock(cell.locked()));
    patches.addAll(fault(cell));
    return patches;
  }

  private List<Patch> fault(Cell cell) {
    var look = Look.of(cell.look());
    Map<String, @Nullable String> box = new HashMap<>();
    box.put("hidden", cell.fault().isEmpty() ? "" : null);
    box.put("class", "callout " + look.toneClass());
    return List.of(
        new Patch("cell-fault", null, box),
        new Patch("cell-fault-icon", null, Map.of("href", icons.href(look.icon()))),
        Patch.text("cell-fault-text", cell.fault()));
  }

  private static List<Patch> lock(String locked) {
    Map<String, @Nullable String> box = new HashMap<>();
    box.put("hidden", locked.isEmpty() ? "" : null);
    return List.of(
        new Patch("cell-lock", null, box),
        Patch.text("cell-lock-word", locked.isEmpty() ? "" : "Locked."),
        Patch.text("cell-lock-text", locked));
  }

  private static String topic(PlacementId placement) {
    return "cell:" + placement.value();
  }

  private static Optional<PlacementId> placementOf(String key) {
    try {
      return Optional.of(new PlacementId(UUID.fromString(key)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
