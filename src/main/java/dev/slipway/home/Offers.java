package dev.slipway.home;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.deployments.Deployments;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.policies.spi.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which changes can be planned for a placement. What cannot work stays in view, with the reason.
@Component
public class Offers {

  private static final int NAMED = 3;

  private final LiveWorkloads workloads;
  private final HeldFreezes freezes;
  private final PendingChanges pending;
  private final Deployments deployments;
  private final Access access;

  Offers(
      LiveWorkloads workloads,
      HeldFreezes freezes,
      PendingChanges pending,
      Deployments deployments,
      Access access) {
    this.workloads = workloads;
    this.freezes = freezes;
    this.pending = pending;
    this.deployments = deployments;
    this.access = access;
  }

  public List<Offer> on(
      ServiceView service, EnvironmentView environment, Placement placement, Actor actor) {
    var kinds = Stream.of(ChangeKind.values()).filter(kind -> !kind.isOfBackup()).toList();
    return among(kinds, service, environment, placement, actor);
  }

  /// One of them; empty where it does not fit the workload at all.
  public Optional<Offer> one(
      ChangeKind kind,
      ServiceView service,
      EnvironmentView environment,
      Placement placement,
      Actor actor) {
    return among(List.of(kind), service, environment, placement, actor).stream().findFirst();
  }

  private List<Offer> among(
      List<ChangeKind> kinds,
      ServiceView service,
      EnvironmentView environment,
      Placement placement,
      Actor actor) {
    var state = workloads.state(placement.workload()).orElse(null);
    var freshness = workloads.freshnessOf(placement.workload());
    var whyNothing = whyNothing(service, environment, freshness, state, actor);
    var frozen = frozen(service, environment);
    var locked = locked(service, environment, placement);
    List<Offer> offers = new ArrayList<>();
    for (var kind : kinds) {
      if (fits(kind, placement.workload().kind(), state)) {
        var why =
            whyNothing.isEmpty() && state != null ? whyNot(kind, placement, state) : whyNothing;
        offers.add(
            new Offer(
                kind,
                label(kind),
                icon(kind),
                href(kind, service, environment),
                why,
                why.isEmpty() ? heldBy(kind, frozen, locked) : List.of()));
      }
    }
    return offers;
  }

  /// Nothing but a rollback passes a freeze; a lock closes rollouts alone.
  private static List<Hold> heldBy(ChangeKind kind, Optional<Hold> frozen, Optional<Hold> locked) {
    return switch (kind) {
      case ROLLBACK -> List.of();
      case ROLLOUT -> Stream.concat(locked.stream(), frozen.stream()).toList();
      case SCALE,
          RESTART,
          PAUSE,
          RESUME,
          RESOURCES,
          PAUSE_SYNC,
          RESUME_SYNC,
          BACKUP_RUN,
          BACKUP_SUSPEND,
          BACKUP_RESUME,
          RESTORE_TEST,
          RESTORE ->
          frozen.stream().toList();
    };
  }

  private Optional<Hold> frozen(ServiceView service, EnvironmentView environment) {
    return freezes
        .on(environment.id(), service.system())
        .map(active ->
            new Hold(
                "snowflake",
                "Frozen until %s; a rollback is not held up. %s"
                    .formatted(
                        active.untilWords(),
                        whoMay(
                            Permission.FREEZE_EDIT,
                            active.freeze().environment() == null
                                ? Scope.PORTAL
                                : new Scope(null, environment.environmentClass()),
                            "end the freeze earlier"))));
  }

  private Optional<Hold> locked(
      ServiceView service, EnvironmentView environment, Placement placement) {
    if (pending.lockOn(placement.id()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Hold(
            "lock",
            "Locked until somebody releases it; a rollback is not held up. "
                + whoMay(
                    Permission.LOCK_EDIT,
                    Scope.of(service.team(), environment.environmentClass()),
                    "release the lock")));
  }

  private String whoMay(Permission permission, Scope scope, String what) {
    var people = access.whoMay(permission, scope);
    return people.isEmpty()
        ? "Nobody may %s yet; a platform administrator can give the right.".formatted(what)
        : names(people) + (people.size() > NAMED ? " and others may " : " may ") + what + ".";
  }

  private static String names(List<PersonSummary> people) {
    return people.stream().limit(NAMED).map(PersonSummary::name).collect(Collectors.joining(", "));
  }

  /// Where the bounds of the autoscaler are changed instead of a count; empty without one. The form
  /// says what they are: given with the address, they were refused before anybody typed.
  public String boundsHref(ServiceView service, EnvironmentView environment, Placement placement) {
    return workloads
        .state(placement.workload())
        .map(WorkloadState::autoscaler)
        .map(_ -> href(ChangeKind.SCALE, service, environment))
        .orElse("");
  }

  private String whyNothing(
      ServiceView service,
      EnvironmentView environment,
      Freshness freshness,
      @Nullable WorkloadState state,
      Actor actor) {
    var scope = Scope.of(service.team(), environment.environmentClass());
    if (!access.permits(actor, Permission.CHANGE_PLAN, scope)) {
      return "You may not plan changes here. " + who(access.whoMay(Permission.CHANGE_PLAN, scope));
    }
    if (freshness.state() == Freshness.State.LOST) {
      return "The cluster gives no signal, so nobody knows what runs. Changes wait for it.";
    }
    return state == null ? "The cluster has no such workload." : "";
  }

  private static String who(List<PersonSummary> people) {
    if (people.isEmpty()) {
      return "Nobody may; a platform administrator can give the right.";
    }
    return "Ask " + names(people) + (people.size() > NAMED ? " or others." : ".");
  }

  private static boolean fits(
      ChangeKind kind, WorkloadKind workload, @Nullable WorkloadState state) {
    var paused = state != null && state.paused();
    return switch (kind) {
      case ROLLOUT, ROLLBACK, SCALE, RESTART, RESOURCES -> true;
      case PAUSE -> workload != WorkloadKind.DEPLOYMENT || !paused;
      case RESUME -> workload == WorkloadKind.DEPLOYMENT && paused;
      case PAUSE_SYNC -> state != null && Syncs.of(state) == Syncs.AUTOMATIC;
      case RESUME_SYNC -> state != null && Syncs.of(state) == Syncs.PAUSED;
      // The page of the backup offers these.
      case BACKUP_RUN, BACKUP_SUSPEND, BACKUP_RESUME, RESTORE_TEST, RESTORE -> false;
    };
  }

  private String whyNot(ChangeKind kind, Placement placement, WorkloadState state) {
    return switch (kind) {
      case ROLLOUT, RESTART, RESOURCES ->
          state.paused() ? "Its rollouts are paused. Resume it first." : "";
      case SCALE -> whyNoScale(state);
      case PAUSE -> whyNoPause(state.ref().kind());
      case ROLLBACK -> whyNoWayBack(placement, state);
      case RESUME,
          PAUSE_SYNC,
          RESUME_SYNC,
          BACKUP_RUN,
          BACKUP_SUSPEND,
          BACKUP_RESUME,
          RESTORE_TEST,
          RESTORE ->
          "";
    };
  }

  /// What runs is never kept from its way back: what it left is not seen yet.
  private String whyNoWayBack(Placement placement, WorkloadState state) {
    var runs =
        pending.on(placement.id()).filter(one -> one.stage() == Pending.Stage.RUNNING).isPresent();
    return runs ? "" : deployments.whyNoWayBack(placement, state.templateHash()).orElse("");
  }

  private static String whyNoPause(WorkloadKind kind) {
    return switch (kind) {
      case DEPLOYMENT -> "";
      case STATEFUL_SET ->
          "Kubernetes has no pause for a StatefulSet; its partition holds ordinals back instead.";
      case DAEMON_SET -> "Kubernetes has no pause for a DaemonSet.";
    };
  }

  private static String whyNoScale(WorkloadState state) {
    if (state.ref().kind() == WorkloadKind.DAEMON_SET) {
      return "A DaemonSet runs one pod on every node that fits; there is no count to change.";
    }
    var autoscaler = state.autoscaler();
    return autoscaler == null ? "" : ownedBy(autoscaler);
  }

  private static String ownedBy(Autoscaler owner) {
    return "The count belongs to %s (%d to %d, now %d)."
        .formatted(owner.name(), owner.minReplicas(), owner.maxReplicas(), owner.currentReplicas());
  }

  private static String href(ChangeKind kind, ServiceView service, EnvironmentView environment) {
    return "/plans/new?service=%s&environment=%s&kind=%s"
        .formatted(service.slug(), environment.slug(), kind.slug());
  }

  private static String label(ChangeKind kind) {
    return switch (kind) {
      case ROLLOUT -> "Deploy";
      case ROLLBACK -> "Roll back";
      case SCALE -> "Scale";
      case RESTART -> "Restart";
      case PAUSE -> "Pause";
      case RESUME -> "Resume";
      case RESOURCES -> "Resources";
      case PAUSE_SYNC -> "Pause sync";
      case RESUME_SYNC -> "Resume sync";
      case BACKUP_RUN -> "Back up now";
      case BACKUP_SUSPEND -> "Suspend the backup";
      case BACKUP_RESUME -> "Resume the backup";
      case RESTORE_TEST -> "Test a restore";
      case RESTORE -> "Restore";
    };
  }

  private static String icon(ChangeKind kind) {
    return switch (kind) {
      case ROLLOUT -> "upload";
      case ROLLBACK -> "undo-2";
      case SCALE -> "scale";
      case RESTART -> "refresh-cw";
      case PAUSE -> "pause";
      case RESUME -> "play";
      case RESOURCES -> "gauge";
      case PAUSE_SYNC -> "circle-pause";
      case RESUME_SYNC -> "rotate-ccw";
      case BACKUP_RUN -> "play";
      case BACKUP_SUSPEND -> "circle-pause";
      case BACKUP_RESUME -> "rotate-ccw";
      case RESTORE_TEST, RESTORE -> "undo-2";
    };
  }
}
