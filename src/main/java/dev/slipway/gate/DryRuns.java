package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Where the gate holds nothing back although it is production: for the first weeks of a service
/// with objectives, or of an environment with a gate. It is judged, kept and shown as ever. A new
/// service is enforced from its first objective that gates on, unless its environment is in a dry
/// run. A dry run in production takes two people, as an override does; to end it takes one.
@Service
public class DryRuns {

  private final DryRunRows rows;
  private final DryRunActs acts;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;

  DryRuns(
      DryRunRows rows,
      DryRunActs acts,
      Services services,
      Environments environments,
      Access access,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.acts = acts;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.events = events;
  }

  /// Every dry run that is in force, the one that ends first before the others.
  @Transactional(readOnly = true)
  public List<DryRunView> inForce() {
    return rows.inForce().stream().map(this::view).toList();
  }

  /// What is in force for a service in an environment.
  @Transactional(readOnly = true)
  public Optional<DryRunView> inForce(ServiceId service, EnvironmentId environment) {
    return rows.inForce(service, environment).map(this::view);
  }

  GateMode mode(ServiceView service, EnvironmentView environment) {
    if (environment.environmentClass() != EnvironmentClass.PRODUCTION) {
      return GateMode.ADVISES;
    }
    return rows.inForce(service.id(), environment.id()).isPresent()
        ? GateMode.DRY_RUN
        : GateMode.ENFORCED;
  }

  /// Starts one, or asks for the second person.
  ///
  /// @return what waits now; empty where it is done
  /// @throws DomainFailure NOT_ALLOWED, INVALID_INPUT outside production, CONFLICT if one is in
  ///   force
  @Transactional
  public Optional<WaitingAct> start(StartDryRun wish, Actor actor) {
    var place = place(wish);
    access.require(actor, Permission.POLICY_EDIT, place.scope(), place.subject());
    requireNew(place);
    var waits = acts.hold(wish, place.words(), place.scope(), place.subject(), actor);
    if (waits.isEmpty()) {
      store(wish, place, actor, List.of());
    }
    return waits;
  }

  /// Starts the one that a second person agreed to.
  @Transactional
  void startAgreed(StartDryRun wish, Agreement agreement) {
    var place = place(wish);
    access.require(agreement.requester(), Permission.POLICY_EDIT, place.scope(), place.subject());
    requireNew(place);
    store(wish, place, agreement.requester(), agreement.by());
  }

  /// Lets the gate hold again.
  ///
  /// @throws DomainFailure NOT_FOUND if it is not in force, NOT_ALLOWED
  @Transactional
  public void end(UUID id, String reason, Actor actor) {
    var known =
        rows.inForce().stream()
            .filter(row -> row.id().equals(id))
            .findFirst()
            .map(this::view)
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.NOT_FOUND, "This dry run is over. The gate holds again."));
    var place = new Place(known.service(), known.environment());
    access.require(actor, Permission.POLICY_EDIT, place.scope(), place.subject());
    var why = Reason.required(reason);
    if (rows.end(id, actor.name())) {
      events.publishEvent(new DryRunChanged(place.subject(), false, null, List.of(), why, actor));
    }
  }

  private void store(StartDryRun wish, Place place, Actor actor, List<String> agreedBy) {
    var service = place.service();
    var until =
        rows.insert(
            service == null ? null : service.id(),
            place.environment().id(),
            wish.days(),
            wish.reason(),
            actor.name(),
            agreedBy);
    events.publishEvent(
        new DryRunChanged(place.subject(), true, until.toString(), agreedBy, wish.reason(), actor));
  }

  private void requireNew(Place place) {
    if (place.environment().environmentClass() != EnvironmentClass.PRODUCTION) {
      throw new FieldRefused(
          "environment", "Outside production the gate only advises; choose one of production.");
    }
    var known =
        rows.inForce().stream()
            .filter(row -> row.environment().equals(place.environment().id()))
            .filter(row ->
                row.service() == null
                    || (place.service() != null && row.service().equals(place.service().id())))
            .findFirst();
    if (known.isPresent()) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "The gate is in a dry run there already, until %s. End that one first."
              .formatted(GateWords.moment(known.get().until())));
    }
  }

  private Place place(StartDryRun wish) {
    return new Place(
        wish.service().isEmpty() ? null : services.require(wish.service()),
        environments.require(wish.environment()));
  }

  private DryRunView view(DryRunRows.Row row) {
    var service = row.service();
    return new DryRunView(
        row.id(),
        service == null ? null : services.byId(service).orElseThrow(),
        environments.byId(row.environment()).orElseThrow(),
        row.since(),
        row.until(),
        row.reason(),
        row.madeBy(),
        row.agreedBy());
  }

  /// @param service null for every one of the environment
  private record Place(@Nullable ServiceView service, EnvironmentView environment) {

    Scope scope() {
      return service == null
          ? new Scope(null, environment.environmentClass())
          : Scope.of(service.team(), environment.environmentClass());
    }

    String words() {
      return (service == null ? "every service" : service.slug()) + " in " + environment.name();
    }

    Subject subject() {
      var id = environment.slug() + (service == null ? "" : "/" + service.slug());
      return Subject.of("gate", id, "Error-budget gate of " + words())
          .in(service == null ? null : service.slug(), environment.slug());
    }
  }
}
