package dev.slipway.backups;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.WantedAutoscaler;
import dev.slipway.policies.spi.ChangeKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// What people can have done with a source of backups. All of it is a plan: nothing here writes to
/// a cluster.
@Service
public class BackupActs {

  private static final int NAMED = 3;

  private final SourceRows sources;
  private final BackupSeats seats;
  private final Plans plans;
  private final Access access;
  private final Services services;
  private final Environments environments;

  BackupActs(
      SourceRows sources,
      BackupSeats seats,
      Plans plans,
      Access access,
      Services services,
      Environments environments) {
    this.sources = sources;
    this.seats = seats;
    this.plans = plans;
    this.access = access;
    this.services = services;
    this.environments = environments;
  }

  /// One thing that can be asked for.
  ///
  /// @param label of its button
  /// @param whyNot why it cannot be now, and what to do; empty where it can
  public record Offer(ChangeKind kind, String label, String whyNot) {}

  /// What somebody asks for.
  ///
  /// @param acknowledged policies whose condition they accept
  /// @param copy for a restore; null for other kinds
  public record Wish(
      UUID source,
      ChangeKind kind,
      String reason,
      @Nullable String ticket,
      Set<String> acknowledged,
      @Nullable Copy copy) {

    public Wish(
        UUID source,
        ChangeKind kind,
        String reason,
        @Nullable String ticket,
        Set<String> acknowledged) {
      this(source, kind, reason, ticket, acknowledged, null);
    }
  }

  /// Which copy goes where.
  ///
  /// @param run its name
  /// @param from the namespace that is put back
  /// @param into the new namespace of a trial; empty for a restore
  /// @param confirmed the namespace once more, typed; empty for a trial
  public record Copy(String run, String from, String into, String confirmed) {}

  /// What this person could ask for, in the order of its buttons.
  public List<Offer> offers(UUID id, Actor actor) {
    var row = sources.find(id, false).orElseThrow(Backups::nothing);
    var offers = new ArrayList<Offer>();
    offers.add(offer(row, ChangeKind.BACKUP_RUN, "Run now", actor));
    if (BackupSeat.ref(row) != null) {
      offers.add(
          row.facts().paused()
              ? offer(row, ChangeKind.BACKUP_RESUME, "Resume", actor)
              : offer(row, ChangeKind.BACKUP_SUSPEND, "Suspend", actor));
    }
    offers.add(offer(row, ChangeKind.RESTORE_TEST, "Try a restore", actor));
    if (row.kind() == BackupKind.VELERO) {
      offers.add(offer(row, ChangeKind.RESTORE, "Restore", actor));
    }
    return offers;
  }

  /// The namespaces that can be put back, the usual one first; none where nothing could be.
  public List<String> namespaces(UUID id) {
    return sources
        .find(id, false)
        .flatMap(seats::of)
        .map(seat -> {
          var home = seat.placement().workload().namespace();
          return Stream.concat(Stream.of(home), seat.namespaces().keySet().stream())
              .distinct()
              .toList();
        })
        .orElse(List.of());
  }

  private Offer offer(SourceRow row, ChangeKind kind, String label, Actor actor) {
    return new Offer(kind, label, whyNot(row, kind, actor));
  }

  private String whyNot(SourceRow row, ChangeKind kind, Actor actor) {
    if (kind.isRestore() && row.kind() != BackupKind.VELERO) {
      return WhyNoPlan.noRestore(row.kind());
    }
    if (BackupSeat.ref(row) == null) {
      return WhyNoPlan.unreachable(row.kind());
    }
    if (!row.purpose()) {
      return WhyNoPlan.noBackup(row);
    }
    if (row.goneAt() != null) {
      return "Its object is not in the cluster any more.";
    }
    var stopped = kind == ChangeKind.BACKUP_RUN ? row.whyNoRun(sources.now()) : "";
    if (!stopped.isEmpty()) {
      return stopped;
    }
    return seats
        .of(row)
        .map(seat -> whyNoRight(seat, kind, actor))
        .orElseGet(() -> WhyNoPlan.noSeat(row));
  }

  private String whyNoRight(BackupSeat seat, ChangeKind kind, Actor actor) {
    for (var scope : scopes(seat, kind)) {
      if (!access.permits(actor, kind.permission(), scope)) {
        var people = access.whoMay(kind.permission(), scope);
        return people.isEmpty()
            ? "Nobody may yet; a platform administrator can give the right."
            : "You may not. Ask %s%s."
                .formatted(
                    people.stream()
                        .limit(NAMED)
                        .map(PersonSummary::name)
                        .collect(Collectors.joining(", ")),
                    people.size() > NAMED ? " or others" : "");
      }
    }
    return "";
  }

  /// A run adds a copy; whatever takes one away asks for the right over everything that it copies.
  private Set<Scope> scopes(BackupSeat seat, ChangeKind kind) {
    var scopes = new LinkedHashSet<Scope>();
    scopes.add(Scope.of(seat.service().team(), seat.environment().environmentClass()));
    if (kind == ChangeKind.BACKUP_SUSPEND || kind.isRestore()) {
      for (var where : seat.touched()) {
        var there = environments.byId(new EnvironmentId(where.environment()));
        services
            .byId(new ServiceId(where.service()))
            .ifPresent(service ->
                scopes.add(
                    there
                        .map(found -> Scope.of(service.team(), found.environmentClass()))
                        .orElseGet(() -> Scope.of(service.team()))));
      }
    }
    return scopes;
  }

  /// What would be planned, with its diff and verdicts; nothing is stored.
  ///
  /// @throws dev.slipway.kernel.DomainFailure with why it cannot be
  public PlanView preview(Wish wish, Actor actor) {
    return plans.preview(change(wish, true), actor);
  }

  /// Plans it and starts it, if nothing moved since the preview; what needs an approval is put
  /// before its approvers instead.
  ///
  /// @param seen the hash of the preview, and `key` the intent: the same key plans once
  public PlanView propose(Wish wish, String seen, String key, Actor actor) {
    return plans.proposeAndStart(change(wish, false), seen, key, actor);
  }

  /// @param looks whether it is only looked at: nobody types a name for that
  private ProposeChange change(Wish wish, boolean looks) {
    var row = sources.find(wish.source(), false).orElseThrow(Backups::nothing);
    if (BackupSeat.ref(row) == null) {
      throw BackupPlanning.conflict(WhyNoPlan.unreachable(row.kind()));
    }
    var seat = seats.of(row).orElseThrow(() -> BackupPlanning.conflict(WhyNoPlan.noSeat(row)));
    return new ProposeChange(
        wish.kind(),
        seat.service().slug(),
        seat.environment().slug(),
        Map.of(),
        null,
        null,
        null,
        null,
        WantedAutoscaler.NONE,
        null,
        null,
        wish.reason(),
        wish.ticket(),
        false,
        wish.acknowledged(),
        null,
        null,
        of(wish, looks));
  }

  private static ProposeChange.OfBackup of(Wish wish, boolean looks) {
    var copy = wish.copy();
    return copy == null
        ? new ProposeChange.OfBackup(wish.source())
        : new ProposeChange.OfBackup(
            wish.source(),
            copy.run(),
            copy.from(),
            copy.into(),
            looks ? copy.from() : copy.confirmed().strip());
  }
}
