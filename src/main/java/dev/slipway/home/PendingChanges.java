package dev.slipway.home;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.ApprovalStanding.RuleStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.clusters.PlacementId;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.plans.OpenChange;
import dev.slipway.plans.OpenChanges;
import dev.slipway.plans.PlanState;
import dev.slipway.policies.LockChanged;
import dev.slipway.policies.LockView;
import dev.slipway.policies.Locks;
import dev.slipway.shell.ChangedElsewhere;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// What is asked for, running or locked, by placement: read soon after something happened here or
/// word came of another replica, and every two seconds for what brings no word.
@Component
class PendingChanges {

  private final OpenChanges open;
  private final Approvals approvals;
  private final Locks locks;
  private final ApplicationEventPublisher events;
  private volatile Map<PlacementId, Pending> pending = Map.of();
  private volatile Map<PlacementId, String> locked = Map.of();
  private int locksTold;
  private final LookAgain lookAgain = new LookAgain(Duration.ofSeconds(2));

  PendingChanges(
      OpenChanges open, Approvals approvals, Locks locks, ApplicationEventPublisher events) {
    this.open = open;
    this.approvals = approvals;
    this.locks = locks;
    this.events = events;
  }

  Optional<Pending> on(PlacementId placement) {
    return Optional.ofNullable(pending.get(placement));
  }

  Map<PlacementId, Pending> all() {
    return pending;
  }

  String lockOn(PlacementId placement) {
    return locked.getOrDefault(placement, "");
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(PortalEvent event) {
    var what = event.action();
    if (what.startsWith("plan.")
        || what.startsWith("deployment.")
        || what.startsWith("lock.")
        || what.startsWith("approval.")) {
      lookAgain.soon();
    }
  }

  /// At once: whoever locked or released is sent back to a page that says so.
  @TransactionalEventListener(fallbackExecution = true)
  void on(LockChanged event) {
    var placement = new PlacementId(event.lock().placement());
    synchronized (this) {
      locksTold++;
      Map<PlacementId, String> now = new HashMap<>(locked);
      if (event.set()) {
        now.put(placement, words(event.lock()));
      } else {
        now.remove(placement);
      }
      locked = now;
    }
    events.publishEvent(new PendingChanged(Set.of(placement)));
  }

  @EventListener
  void on(ChangedElsewhere event) {
    lookAgain.soon();
  }

  @Scheduled(fixedDelay = 200)
  void look() {
    if (lookAgain.isDue()) {
      read();
    }
  }

  /// Reads now; tells which placements stand differently.
  void read() {
    Map<PlacementId, Pending> nowPending = new HashMap<>();
    var changes = open.all();
    var standings = standings(changes);
    changes.forEach(change -> nowPending.put(change.placement(), pending(change, standings)));
    var different = different(pending, nowPending);
    pending = nowPending;
    different.addAll(readLocks());
    if (!different.isEmpty()) {
      events.publishEvent(new PendingChanged(different));
    }
  }

  /// What was told of while this read is newer than what it read.
  private Set<PlacementId> readLocks() {
    var told = locksTold();
    Map<PlacementId, String> now = new HashMap<>();
    locks.inForce().forEach(lock -> now.put(new PlacementId(lock.placement()), words(lock)));
    synchronized (this) {
      if (told != locksTold) {
        return Set.of();
      }
      var different = different(locked, now);
      locked = now;
      return different;
    }
  }

  private synchronized int locksTold() {
    return locksTold;
  }

  /// Of all that wait for approvals, asked for at once.
  private Map<ApprovalId, ApprovalStanding> standings(List<OpenChange> changes) {
    return approvals.standings(
        changes.stream()
            .filter(PendingChanges::isAsked)
            .flatMap(change -> Stream.ofNullable(change.approval()))
            .toList());
  }

  private static boolean isAsked(OpenChange change) {
    return change.operation() == null && change.state() == PlanState.PENDING_APPROVAL;
  }

  private static Pending pending(OpenChange change, Map<ApprovalId, ApprovalStanding> standings) {
    var versions = changesVersion(change);
    var from = versions ? change.from() : "";
    var to = versions ? change.to() : "";
    var operation = change.operation();
    if (operation != null) {
      return new Pending(
          Pending.Stage.RUNNING,
          change.sentence(),
          from,
          to,
          List.of(),
          progress(change),
          "/deployments/" + operation.value());
    }
    var asked = isAsked(change);
    return new Pending(
        asked ? Pending.Stage.ASKED : Pending.Stage.APPROVED,
        change.sentence(),
        from,
        to,
        asked ? eligible(standings.get(change.approval())) : List.of(),
        asked ? "" : "approved, not started",
        "/plans/" + change.plan().value());
  }

  /// From and to of the others are counts or words, and nothing that could run.
  private static boolean changesVersion(OpenChange change) {
    return change.kind().bringsImages() && !change.to().equals(change.from());
  }

  private static String progress(OpenChange change) {
    var state = Objects.requireNonNull(change.running());
    return switch (state) {
      case RUNNING, VERIFYING -> change.percent() + " %";
      case UNKNOWN -> Pending.UNKNOWN;
      case QUEUED, ABORTING, SUCCEEDED, FAILED, ROLLED_BACK, ABORTED -> state.slug();
    };
  }

  private static List<List<String>> eligible(@Nullable ApprovalStanding standing) {
    if (standing == null) {
      return List.of(); // Submitted this moment.
    }
    return standing.rules().stream()
        .filter(rule -> rule.filled() < rule.rule().seats())
        .map(RuleStanding::eligible)
        .filter(names -> !names.isEmpty())
        .toList();
  }

  private static String words(LockView lock) {
    return lock.setBy() + ": " + lock.reason();
  }

  private static <T> Set<PlacementId> different(
      Map<PlacementId, T> before, Map<PlacementId, T> after) {
    Set<PlacementId> different = new HashSet<>();
    after.forEach((placement, now) -> {
      if (!now.equals(before.get(placement))) {
        different.add(placement);
      }
    });
    before.keySet().stream().filter(gone -> !after.containsKey(gone)).forEach(different::add);
    return different;
  }
}
