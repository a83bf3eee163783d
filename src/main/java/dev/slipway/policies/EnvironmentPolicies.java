package dev.slipway.policies;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What each environment asks of a change, in versions. Read from the database every time: never
/// cached.
@Service
public class EnvironmentPolicies {

  private final EnvironmentPolicyRepository rows;
  private final Environments environments;
  private final Access access;
  private final PolicyGate gate;
  private final ApplicationEventPublisher events;

  EnvironmentPolicies(
      EnvironmentPolicyRepository rows,
      Environments environments,
      Access access,
      PolicyGate gate,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.environments = environments;
    this.access = access;
    this.gate = gate;
    this.events = events;
  }

  /// The policy in force.
  @Transactional(readOnly = true)
  public EnvironmentPolicy of(EnvironmentId environment) {
    var environmentClass = required(environment).environmentClass();
    return rows.newest(environment)
        .map(version -> version.policy().in(environmentClass))
        .orElseGet(() -> EnvironmentPolicy.defaults(environmentClass));
  }

  /// Every version, newest first; the defaults are not among them.
  @Transactional(readOnly = true)
  public List<EnvironmentPolicyVersion> versions(EnvironmentId environment) {
    return rows.all(environment);
  }

  @Transactional
  public EnvironmentPolicy edit(EditEnvironmentPolicy edit, Actor actor) {
    var environment = required(edit.environment());
    var subject =
        Subject.of("environment", environment.slug(), environment.name())
            .in(null, environment.slug());
    access.require(
        actor, Permission.POLICY_EDIT, new Scope(null, environment.environmentClass()), subject);
    access.requireRecentSignIn(actor);
    if (environment.environmentClass() == EnvironmentClass.PRODUCTION && edit.rules().isEmpty()) {
      throw new ApproverMissing(environment.name());
    }
    gate.changing();
    var before = of(edit.environment());
    if (before.version() != edit.basedOn()) {
      throw conflict(before.version());
    }
    var after =
        new EnvironmentPolicy(
            before.version() + 1,
            edit.rules(),
            edit.rollbackRules(),
            edit.pinnedImagesRequired(),
            edit.planLifetime(),
            edit.automaticRollback(),
            edit.podErrorGrace(),
            edit.crashRestarts(),
            edit.stallTimeout());
    try {
      rows.insert(edit.environment(), after, edit.reason(), actor);
    } catch (DuplicateKeyException _) {
      throw conflict(after.version());
    }
    events.publishEvent(
        new EnvironmentPolicyEdited(
            edit.environment(), before, after, edit.reason(), subject, actor));
    return after;
  }

  private static DomainFailure conflict(int version) {
    return new DomainFailure(
        ProblemType.CONFLICT,
        "The policy is at version " + version + " now. Look at it, then edit again.");
  }

  private EnvironmentView required(EnvironmentId id) {
    return environments
        .byId(id)
        .orElseThrow(
            () -> new DomainFailure(ProblemType.NOT_FOUND, "There is no such environment."));
  }
}
