package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.approvals.Quorums;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placements;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
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
  private final Quorums quorums;
  private final Placements placements;
  private final Services services;
  private final PolicyActs acts;
  private final ApplicationEventPublisher events;

  EnvironmentPolicies(
      EnvironmentPolicyRepository rows,
      Environments environments,
      Access access,
      PolicyGate gate,
      Quorums quorums,
      Placements placements,
      Services services,
      PolicyActs acts,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.environments = environments;
    this.access = access;
    this.gate = gate;
    this.quorums = quorums;
    this.placements = placements;
    this.services = services;
    this.acts = acts;
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

  /// Makes the next version; one that is looser in production waits for a second person.
  ///
  /// @return what waits; empty where the version is in force
  @Transactional
  public Optional<WaitingAct> edit(EditEnvironmentPolicy edit, Actor actor) {
    var environment = required(edit.environment());
    var subject = subject(environment);
    access.require(
        actor, Permission.POLICY_EDIT, new Scope(null, environment.environmentClass()), subject);
    access.requireRecentSignIn(actor);
    if (environment.environmentClass() == EnvironmentClass.PRODUCTION && edit.rules().isEmpty()) {
      throw new ApproverMissing(environment.name());
    }
    var warning =
        outOfReach(environment, edit.rules())
            .or(() -> outOfReach(environment, edit.rollbackRules()));
    if (warning.isPresent() && !edit.outOfReachAccepted()) {
      throw new RulesOutOfReach(warning.get());
    }
    gate.changing();
    var before = based(edit);
    var after = edit.after(before);
    var waits = acts.hold(environment, before, after, edit, subject, actor);
    if (waits.isEmpty()) {
      store(edit, before, after, warning.isPresent(), subject, actor, List.of());
    }
    return waits;
  }

  /// Makes the version that a second person agreed to, if the requester still may and the policy is
  /// still the one that they saw.
  @Transactional
  void editAgreed(EditEnvironmentPolicy edit, Agreement agreement) {
    var environment = required(edit.environment());
    var subject = subject(environment);
    var scope = new Scope(null, environment.environmentClass());
    access.require(agreement.requester(), Permission.POLICY_EDIT, scope, subject);
    gate.changing();
    var before = based(edit);
    store(
        edit,
        before,
        edit.after(before),
        edit.outOfReachAccepted(),
        subject,
        agreement.requester(),
        agreement.by());
  }

  private EnvironmentPolicy based(EditEnvironmentPolicy edit) {
    var before = of(edit.environment());
    if (before.version() != edit.basedOn()) {
      throw conflict(before.version());
    }
    return before;
  }

  private void store(
      EditEnvironmentPolicy edit,
      EnvironmentPolicy before,
      EnvironmentPolicy after,
      boolean outOfReach,
      Subject subject,
      Actor actor,
      List<String> agreedBy) {
    try {
      rows.insert(edit.environment(), after, edit.reason(), actor);
    } catch (DuplicateKeyException _) {
      throw conflict(after.version());
    }
    events.publishEvent(
        new EnvironmentPolicyEdited(
            edit.environment(),
            before,
            after,
            outOfReach,
            agreedBy,
            edit.reason(),
            subject,
            actor));
  }

  /// Lets an environment ask again what its class asks of everybody, as one more version; nothing
  /// where it does already. For the portal itself, which puts a demonstration back: a person edits,
  /// and is refused here.
  @Transactional
  public void backToDefaults(EnvironmentId id, String reason, Actor actor) {
    if (actor.via() != Via.SYSTEM) {
      throw new DomainFailure(
          ProblemType.NOT_ALLOWED,
          "Only the portal itself puts a policy back to its defaults. Edit the policy instead.");
    }
    var environment = required(id);
    gate.changing();
    var before = of(id);
    var defaults = EnvironmentPolicy.defaults(environment.environmentClass());
    if (defaults.asks(before)) {
      return;
    }
    var after = defaults.numbered(before.version() + 1);
    rows.insert(id, after, reason, actor);
    events.publishEvent(
        new EnvironmentPolicyEdited(
            id, before, after, false, List.of(), reason, subject(environment), actor));
  }

  private static Subject subject(EnvironmentView environment) {
    return Subject.of("environment", environment.slug(), environment.name())
        .in(null, environment.slug());
  }

  /// How many people could meet these rules now, for the team that is worst off.
  @Transactional(readOnly = true)
  public Reach reach(EnvironmentView environment, List<ApprovalRule> rules) {
    var teams = new LinkedHashMap<TeamId, String>();
    for (var placement : placements.all()) {
      if (placement.environment().equals(environment.id())) {
        services
            .byId(placement.service())
            .ifPresent(service -> teams.putIfAbsent(service.team(), service.teamName()));
      }
    }
    var environmentClass = environment.environmentClass();
    return teams.entrySet().stream()
        .map(team ->
            new Reach(
                quorums.of(rules, Scope.of(team.getKey(), environmentClass)), team.getValue()))
        .min(
            Comparator.comparingInt((Reach reach) -> reach.quorum().reachable())
                .thenComparingInt(reach -> -reach.quorum().indispensable().size()))
        .orElseGet(() -> new Reach(quorums.of(rules, new Scope(null, environmentClass)), null));
  }

  private Optional<String> outOfReach(EnvironmentView environment, List<ApprovalRule> rules) {
    var reach = reach(environment, rules);
    return reach.isOut() ? Optional.ofNullable(reach.warning()) : Optional.empty();
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
