package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Scaling to 0 stops a service. In production only its owner or the owner of the environment asks
/// for that, never by a token, and two others agree: where the environment's own rules have one
/// seat, an owner takes the second.
@Component
@Order(15)
class StopPolicy implements ChangePolicy {

  private static final String NAME = "scale-to-zero";
  private static final int SEATS = 2;

  private final EnvironmentPolicies policies;
  private final Access access;

  StopPolicy(EnvironmentPolicies policies, Access access) {
    this.policies = policies;
    this.access = access;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return stopsProduction(change)
        ? List.of(judge(change, owns(change.requester(), scope(change))))
        : List.of();
  }

  private static boolean stopsProduction(ProposedChange change) {
    var replicas = change.facts().replicas();
    return change.kind() == ChangeKind.SCALE
        && replicas != null
        && replicas == 0
        && change.environment().environmentClass() == EnvironmentClass.PRODUCTION;
  }

  private static Scope scope(ProposedChange change) {
    return Scope.of(change.service().team(), change.environment().environmentClass());
  }

  private Verdict judge(ProposedChange change, @Nullable Role held) {
    var sentence =
        "Scaling to 0 stops %s in %s: "
            .formatted(change.service().name(), change.environment().name());
    if (held == null) {
      return new Verdict.Block(
          NAME,
          sentence + "only a service owner or an environment owner who is signed in asks for that.",
          whoMay(scope(change)) + " Or scale to 1.");
    }
    var rules = policies.of(change.environment().id()).rules();
    int missing = SEATS - rules.stream().mapToInt(ApprovalRule::seats).sum();
    if (missing <= 0) {
      return new Verdict.Allow(
          NAME, sentence + "two others have to agree, as in every change here.");
    }
    var other = held == Role.ENVIRONMENT_OWNER ? Role.SERVICE_OWNER : Role.ENVIRONMENT_OWNER;
    var second = new ApprovalRule("Second person", other, null, missing);
    return new Verdict.NeedsApproval(
        NAME,
        sentence + "two others have to agree, so " + RuleWords.of(second) + " as well.",
        List.of(second));
  }

  /// The owner's role by which somebody asks, or null for who may not.
  private @Nullable Role owns(@Nullable Actor requester, Scope scope) {
    if (requester == null || requester.person() == null || requester.via() != Via.SESSION) {
      return null;
    }
    var person = new PersonId(requester.person());
    return Stream.of(Role.ENVIRONMENT_OWNER, Role.SERVICE_OWNER)
        .filter(role -> access.holds(person, role, scope))
        .findFirst()
        .orElse(null);
  }

  private String whoMay(Scope scope) {
    var names =
        Stream.of(Role.SERVICE_OWNER, Role.ENVIRONMENT_OWNER)
            .flatMap(role -> access.holders(role, scope).stream())
            .map(PersonSummary::name)
            .distinct()
            .collect(Collectors.joining(" or "));
    return names.isEmpty()
        ? "Nobody holds such a role now: ask whoever grants roles."
        : "Ask " + names + " to plan it.";
  }
}
