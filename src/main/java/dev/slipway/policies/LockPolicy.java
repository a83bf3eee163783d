package dev.slipway.policies;

import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// A locked placement takes no rollout until somebody releases it. None stops a rollback, and every
/// rollback leaves one behind, which whoever starts it should know before.
@Component
@Order(30)
class LockPolicy implements PassingPolicy {

  private static final String NAME = "lock";
  private static final int MOST_NAMES = 5;

  private final Locks locks;
  private final Access access;

  LockPolicy(Locks locks, Access access) {
    this.locks = locks;
    this.access = access;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    var lock = locks.on(change.placement());
    return change.isRollback()
        ? List.of(rollback(lock, change))
        : lock.stream().map(one -> verdict(one, change)).toList();
  }

  @Override
  public Function<ProposedChange, List<Verdict>> asOfNow() {
    var inForce =
        locks.inForce().stream()
            .collect(Collectors.toMap(LockView::placement, Function.identity()));
    return change -> {
      var lock = inForce.get(change.placement());
      return lock == null || change.isRollback() ? List.of() : List.of(verdict(lock, change));
    };
  }

  private static Verdict verdict(LockView lock, ProposedChange change) {
    var what = "Locked by " + lock.setBy() + ": " + lock.reason();
    return change.kind().bringsImages()
        ? new Verdict.Block(
            NAME,
            what,
            "Ask "
                + Actor.toAsk(lock.setBy())
                + " or the owner of the service to release the lock.")
        : new Verdict.Allow(
            NAME, what + " A lock closes rollouts, not a " + change.kind().noun() + ".");
  }

  private Verdict rollback(Optional<LockView> lock, ProposedChange change) {
    var place = change.service().name() + " in " + change.environment().name();
    var outcome =
        lock.map(one ->
                "Locked by %s already: %s A rollback passes, and the lock stays."
                    .formatted(one.setBy(), one.reason()))
            .orElse("Starting this rollback locks " + place + ".");
    return new Verdict.Allow(
        NAME,
        outcome
            + " No version is rolled out there until somebody releases the lock, with a reason. "
            + whoReleases(change));
  }

  private String whoReleases(ProposedChange change) {
    var scope = Scope.of(change.service().team(), change.environment().environmentClass());
    var names =
        access.whoMay(Permission.LOCK_EDIT, scope).stream().map(PersonSummary::name).toList();
    if (names.isEmpty()) {
      return "Nobody has the right to release it now: ask an administrator for the role first.";
    }
    var shown = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    var others = names.size() - MOST_NAMES;
    return others > 0
        ? "May release it: %s and %d others.".formatted(shown, others)
        : "May release it: %s.".formatted(shown);
  }
}
