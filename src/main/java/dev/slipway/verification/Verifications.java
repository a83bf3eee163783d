package dev.slipway.verification;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.slo.ObjectiveCounts;
import dev.slipway.slo.ObjectiveCounts.Countable;
import dev.slipway.verification.VerificationView.WayBackState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Whether rollouts serve users as well as what ran before them.
@Service
public class Verifications {

  private final VerificationRows rows;
  private final VerificationReader reader;
  private final SettingRows settings;
  private final ObjectiveCounts counts;
  private final VerificationProperties properties;
  private final Tellings tellings;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;

  Verifications(
      VerificationRows rows,
      VerificationReader reader,
      SettingRows settings,
      ObjectiveCounts counts,
      VerificationProperties properties,
      Tellings tellings,
      Services services,
      Environments environments,
      Access access,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.reader = reader;
    this.settings = settings;
    this.counts = counts;
    this.properties = properties;
    this.tellings = tellings;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.events = events;
  }

  /// That of a deployment; empty where it was never to be verified.
  @Transactional(readOnly = true)
  public Optional<VerificationView> ofDeployment(UUID deployment) {
    return reader.view(deployment);
  }

  /// The objectives that a rollout would be verified by now.
  @Transactional(readOnly = true)
  public List<Countable> objectives(ServiceId service, EnvironmentId environment) {
    return counts.countable(service, environment);
  }

  /// How long before a rollout is compared with.
  public Duration baseline() {
    return properties.baseline();
  }

  /// How rollouts of a service in an environment are verified.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such service or environment
  @Transactional(readOnly = true)
  public VerificationSetting setting(String service, String environment) {
    return settings.of(services.require(service).id(), environments.require(environment).id());
  }

  /// Says how they are, from the next rollout on.
  ///
  /// @throws DomainFailure NOT_ALLOWED; CONFLICT if somebody else said something meanwhile
  @Transactional
  public void edit(EditVerification edit, Actor actor) {
    var service = services.require(edit.service());
    var environment = environments.require(edit.environment());
    var subject =
        Subject.of("service", service.slug(), service.name())
            .in(service.slug(), environment.slug());
    access.require(actor, Permission.VERIFICATION_EDIT, scope(service, environment), subject);
    var why = Reason.required(edit.reason());
    var before = settings.of(service.id(), environment.id());
    var wish =
        new EditVerification(
            edit.service(),
            edit.environment(),
            edit.version(),
            edit.enabled(),
            edit.automatic(),
            why);
    if (before.version() != edit.version()
        || !settings.save(service.id(), environment.id(), wish, actor.name())) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Somebody else changed this meanwhile. Look at it again, then edit.");
    }
    events.publishEvent(new VerificationEdited(before, wish, subject, actor));
  }

  /// A person keeps what was rolled out, whatever samples say: no more are taken, and no way back
  /// begins any more.
  ///
  /// @throws DomainFailure NOT_ALLOWED, NOT_FOUND; CONFLICT if it was decided, or taken back
  @Transactional
  public void keep(UUID deployment, String reason, Actor actor) {
    var row = rows.find(deployment).orElseThrow(Verifications::nothing);
    access.require(actor, Permission.DEPLOYMENT_RESOLVE, scope(row), row.subject());
    var busy = rows.isWorkedOn(deployment);
    var now = rows.find(deployment).orElseThrow(Verifications::nothing);
    if (now.wayBack() == WayBackState.WANTED && busy) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "It is being rolled back at this moment. Look at it again in a few seconds.");
    }
    if (!isOpen(now.state(), now.wayBack())) {
      throw new DomainFailure(
          ProblemType.CONFLICT, "There is nothing to decide any more. Look at it again.");
    }
    var why = Reason.required(reason);
    var text = "Kept by %s: %s".formatted(actor.name(), why);
    rows.seize(deployment);
    rows.end(deployment, VerificationState.KEPT, text, WayBackState.NONE);
    rows.decide(deployment, actor.name(), why);
    tellings.ended(deployment, row.subject(), VerificationState.KEPT, text, actor);
  }

  /// Why this reader cannot keep it, in words; null if they can.
  @Transactional(readOnly = true)
  public @Nullable String whyNotKeep(VerificationView view, Actor reader) {
    if (!isOpen(view.state(), view.wayBack())) {
      return "There is nothing to decide.";
    }
    var row = rows.find(view.deployment()).orElseThrow(Verifications::nothing);
    return whyNot(reader, Permission.DEPLOYMENT_RESOLVE, scope(row));
  }

  /// Why this reader cannot say how rollouts are verified, in words; null if they can.
  public @Nullable String whyNotEdit(
      ServiceView service, EnvironmentView environment, Actor reader) {
    return whyNot(reader, Permission.VERIFICATION_EDIT, scope(service, environment));
  }

  private @Nullable String whyNot(Actor reader, Permission permission, Scope scope) {
    return access.permits(reader, permission, scope)
        ? null
        : "You may not do this here; those who may: "
            + access.whoMay(permission, scope).stream()
                .map(PersonSummary::name)
                .limit(5)
                .collect(Collectors.joining(", ", "", "."));
  }

  /// Once the way back has begun, keeping it would contradict what happens.
  private static boolean isOpen(VerificationState state, WayBackState wayBack) {
    return (state == VerificationState.RUNNING || state.asks())
        && wayBack != WayBackState.STARTED
        && wayBack != WayBackState.ASKED;
  }

  private Scope scope(VerificationRows.Row row) {
    return scope(
        services.require(String.valueOf(row.subject().service())),
        environments.require(String.valueOf(row.subject().environment())));
  }

  private static Scope scope(ServiceView service, EnvironmentView environment) {
    return Scope.of(service.team(), environment.environmentClass());
  }

  private static DomainFailure nothing() {
    return new DomainFailure(ProblemType.NOT_FOUND, "This deployment was not to be verified.");
  }
}
