package dev.slipway.policies;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.SystemId;
import dev.slipway.catalog.SystemView;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.FreezeChanged.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The freeze calendar. There is no way around a freeze: whoever may edit the calendar shortens or
/// ends it, with a reason. A rollback passes.
@Service
public class FreezeWindows {

  private static final int NOTICE_HOURS = 24;
  private static final int PAST = 50;

  private final FreezeRepository freezes;
  private final Environments environments;
  private final Systems systems;
  private final Access access;
  private final PolicyGate gate;
  private final FreezeActs acts;
  private final ApplicationEventPublisher events;

  FreezeWindows(
      FreezeRepository freezes,
      Environments environments,
      Systems systems,
      Access access,
      PolicyGate gate,
      FreezeActs acts,
      ApplicationEventPublisher events) {
    this.freezes = freezes;
    this.environments = environments;
    this.systems = systems;
    this.access = access;
    this.gate = gate;
    this.acts = acts;
    this.events = events;
  }

  /// A freeze that holds now.
  ///
  /// @param until the moment it opens
  public record ActiveFreeze(FreezeView freeze, Instant until) {

    /// The moment it opens, in the zone of the freeze and in UTC.
    public String untilWords() {
      return Moments.both(until, freeze.pattern().zone());
    }
  }

  /// A freeze that holds now or begins soon.
  public record NearFreeze(FreezeView freeze, FreezePattern.Occurrence when, boolean holds) {

    /// `until …`, or `from … until …` where it is still to begin.
    public String span() {
      var zone = freeze.pattern().zone();
      var until = "until " + Moments.both(when.ends(), zone);
      return holds ? until : "from " + Moments.both(when.starts(), zone) + " " + until;
    }
  }

  /// Windows that hold now or at a later time.
  @Transactional(readOnly = true)
  public List<FreezeView> inForce() {
    var now = freezes.now();
    return freezes.inForce().stream().filter(freeze -> !freeze.pattern().isOver(now)).toList();
  }

  /// Windows that never hold again: ended by somebody, newest first, then those that ran out.
  @Transactional(readOnly = true)
  public List<FreezeView> past() {
    var now = freezes.now();
    var ranOut =
        freezes.inForce().reversed().stream().filter(freeze -> freeze.pattern().isOver(now));
    return Stream.concat(freezes.ended(PAST).stream(), ranOut.limit(PAST)).toList();
  }

  @Transactional(readOnly = true)
  public List<FreezeView> versions(UUID id) {
    return freezes.versions(id);
  }

  @Transactional(readOnly = true)
  public Instant now() {
    return freezes.now();
  }

  /// What freezes this system in this environment now, by the database's clock; the longest of
  /// several.
  @Transactional(readOnly = true)
  public Optional<ActiveFreeze> active(EnvironmentId environment, SystemId system) {
    return holding().stream()
        .filter(active -> active.freeze().covers(environment.value(), system.value()))
        .max(Comparator.comparing(ActiveFreeze::until));
  }

  /// Everything that freezes something now, by the database's clock.
  @Transactional(readOnly = true)
  public List<ActiveFreeze> holding() {
    var now = freezes.now();
    return freezes.inForce().stream()
        .flatMap(freeze ->
            freeze.pattern().at(now).stream()
                .map(occurrence -> new ActiveFreeze(freeze, occurrence.ends())))
        .toList();
  }

  /// Everything that freezes something now or begins within {@value #NOTICE_HOURS} hours. What it
  /// covers stays where it is, or it would be moved out of the way just before.
  @Transactional(readOnly = true)
  public List<NearFreeze> nearing() {
    var now = freezes.now();
    var soon = now.plus(Duration.ofHours(NOTICE_HOURS));
    return freezes.inForce().stream()
        .flatMap(freeze ->
            freeze.pattern().from(now, 1).stream()
                .filter(occurrence -> occurrence.starts().isBefore(soon))
                .map(occurrence ->
                    new NearFreeze(freeze, occurrence, !occurrence.starts().isAfter(now))))
        .toList();
  }

  /// Puts a freeze into the calendar.
  ///
  /// @throws DomainFailure INVALID_INPUT for one that would never hold
  @Transactional
  public FreezeView declare(DeclareFreeze wish, Actor actor) {
    requireToCome(wish.pattern());
    var id = UuidV7.next();
    var freeze =
        new FreezeView(
            id,
            1,
            wish.name(),
            wish.environment() == null ? null : wish.environment().value(),
            wish.system() == null ? null : wish.system().value(),
            wish.pattern(),
            false,
            wish.reason(),
            actor.name(),
            Instant.EPOCH);
    return store(Change.DECLARED, null, freeze, actor, List.of());
  }

  /// Lets it end earlier: a single freeze at `ends`; a weekly one after the last start before
  /// `ends`.
  ///
  /// @return what waits for a second person, where production is frozen; empty where it is done
  @Transactional
  public Optional<WaitingAct> shorten(
      UUID id, int version, LocalDateTime ends, String reason, Actor actor) {
    var before = current(id, version);
    var shorter = before.pattern().until(ends);
    if (!shorter.isShorterThan(before.pattern())) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "That is not shorter. To freeze longer, declare another freeze.");
    }
    return change(Change.SHORTENED, before, before.next(shorter, false, reason), actor);
  }

  /// The same for good.
  @Transactional
  public Optional<WaitingAct> end(UUID id, int version, String reason, Actor actor) {
    var before = current(id, version);
    return change(Change.ENDED, before, before.next(before.pattern(), true, reason), actor);
  }

  private Optional<WaitingAct> change(
      Change change, FreezeView before, FreezeView after, Actor actor) {
    var environment = environment(after);
    var subject = subject(after, environment);
    allow(environment, subject, actor);
    var waits = acts.hold(change, before, after, environment, subject, actor);
    if (waits.isEmpty()) {
      store(change, before, after, actor, List.of());
    }
    return waits;
  }

  /// Does what a second person agreed to, if the freeze is still the one that they saw.
  @Transactional
  void changeAgreed(Change change, FreezeView after, Agreement agreement) {
    var before = current(after.id(), after.version() - 1);
    store(change, before, after, agreement.requester(), agreement.by());
  }

  private void requireToCome(FreezePattern pattern) {
    if (!pattern.isOver(freezes.now())) {
      return;
    }
    throw pattern.lastDay() == null
        ? new FieldRefused(
            "ends",
            "This freeze would be over already: it ends %s %s. Choose an end that is to come."
                .formatted(Moments.local(pattern.ends()), pattern.zone().getId()))
        : new FieldRefused(
            "lastDay",
            "This freeze would never hold again: its last day is %s. Choose a later one, or none."
                .formatted(Moments.day(pattern.lastDay())));
  }

  private FreezeView current(UUID id, int version) {
    gate.changing();
    var freeze =
        freezes
            .newest(id)
            .orElseThrow(
                () -> new DomainFailure(ProblemType.NOT_FOUND, "There is no such freeze."));
    if (freeze.version() != version || freeze.ended()) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          freeze.editedBy() + " changed this freeze meanwhile. Look at it again.");
    }
    if (freeze.pattern().isOver(freezes.now())) {
      throw new DomainFailure(
          ProblemType.CONFLICT, "This freeze is over already: nothing is left to end.");
    }
    return freeze;
  }

  private FreezeView store(
      Change change,
      @Nullable FreezeView before,
      FreezeView after,
      Actor actor,
      List<String> agreedBy) {
    var environment = environment(after);
    var subject = subject(after, environment);
    allow(environment, subject, actor);
    gate.changing();
    var system = system(after);
    var stored = freezes.insert(after, actor);
    events.publishEvent(
        new FreezeChanged(
            change, before, stored, system, agreedBy, subject, stored.reason(), actor));
    return stored;
  }

  private void allow(@Nullable EnvironmentView environment, Subject subject, Actor actor) {
    var scope =
        environment == null ? Scope.PORTAL : new Scope(null, environment.environmentClass());
    access.require(actor, Permission.FREEZE_EDIT, scope, subject);
  }

  private static Subject subject(FreezeView freeze, @Nullable EnvironmentView environment) {
    return Subject.of("freeze", freeze.id(), freeze.name())
        .in(null, environment == null ? null : environment.slug());
  }

  private @Nullable String system(FreezeView freeze) {
    return freeze.system() == null
        ? null
        : systems
            .byId(new SystemId(freeze.system()))
            .map(SystemView::slug)
            .orElseThrow(
                () -> new DomainFailure(ProblemType.NOT_FOUND, "There is no such system."));
  }

  private @Nullable EnvironmentView environment(FreezeView freeze) {
    return freeze.environment() == null
        ? null
        : environments
            .byId(new EnvironmentId(freeze.environment()))
            .orElseThrow(
                () -> new DomainFailure(ProblemType.NOT_FOUND, "There is no such environment."));
  }
}
