package dev.slipway.verification;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.deployments.DeploymentSummary.Verified;
import dev.slipway.deployments.Deployments;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Tells where a verification stands to all who want to know: the history of the deployment, the
/// trail, open pages, and people who should look. In the caller's transaction.
@Component
class Tellings {

  /// The portal, where it acts by what a verification says.
  static final Actor ACTOR = new Actor(null, "Slipway, verification", Via.SYSTEM, null, null, null);

  private final Deployments deployments;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;

  Tellings(
      Deployments deployments,
      Services services,
      Environments environments,
      Access access,
      ApplicationEventPublisher events) {
    this.deployments = deployments;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.events = events;
  }

  void began(UUID deployment, Subject subject, String text) {
    told(deployment, subject, VerificationState.RUNNING, text, ACTOR);
  }

  void ended(UUID deployment, Subject subject, VerificationState state, String text, Actor actor) {
    told(deployment, subject, state, text, actor);
  }

  private void told(
      UUID deployment, Subject subject, VerificationState state, String text, Actor actor) {
    deployments.noteVerification(deployment, new Verified(state.slug(), text), step(state));
    events.publishEvent(
        new VerificationMoved(
            state, subject, text, actor, state.asks() ? whoLooks(subject) : Set.of()));
    sampled(deployment);
  }

  void wayBack(UUID deployment, Subject subject, boolean began, String text) {
    deployments.noteStep(deployment, "verification-way-back", text);
    events.publishEvent(
        new WayBackTold(began, subject, text, ACTOR, began ? Set.of() : whoLooks(subject)));
    sampled(deployment);
  }

  void jobStarted(Subject subject, String test, String job) {
    events.publishEvent(new SmokeJobStarted(subject, test, job, ACTOR));
  }

  void sampled(UUID deployment) {
    events.publishEvent(new Sampled(deployment));
  }

  /// Those who may say what becomes of it.
  private Set<UUID> whoLooks(Subject subject) {
    var service = subject.service();
    var environment = subject.environment();
    if (service == null || environment == null) {
      return Set.of();
    }
    return services
        .bySlug(service)
        .flatMap(found ->
            environments
                .bySlug(environment)
                .map(stage -> Scope.of(found.team(), stage.environmentClass())))
        .map(scope ->
            access.whoMay(Permission.DEPLOYMENT_RESOLVE, scope).stream()
                .map(person -> person.id().value())
                .collect(Collectors.toUnmodifiableSet()))
        .orElse(Set.of());
  }

  /// The word of the timeline.
  private static String step(VerificationState state) {
    return switch (state) {
      case RUNNING -> "verification";
      default -> "verification-" + state.slug();
    };
  }
}
