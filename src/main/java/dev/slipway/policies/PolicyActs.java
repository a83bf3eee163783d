package dev.slipway.policies;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.HeldAct;
import dev.slipway.identity.spi.HeldPayload;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.identity.spi.WeightyAct.Line;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Policies of production that get looser: they wait until another owner of the environment has
/// agreed.
@Component
class PolicyActs implements HeldAct {

  private final SecondPerson second;
  private final ObjectProvider<EnvironmentPolicies> policies;

  PolicyActs(SecondPerson second, ObjectProvider<EnvironmentPolicies> policies) {
    this.second = second;
    this.policies = policies;
  }

  /// Empty where the policy can be edited at once.
  Optional<WaitingAct> hold(
      EnvironmentView environment,
      EnvironmentPolicy before,
      EnvironmentPolicy after,
      EditEnvironmentPolicy edit,
      Subject subject,
      Actor actor) {
    if (environment.environmentClass() != EnvironmentClass.PRODUCTION
        || !after.isLooserThan(before)) {
      return Optional.empty();
    }
    return second.hold(
        new WeightyAct(
            kind(),
            subject,
            "Loosen the policy of " + environment.name(),
            "/environments/" + environment.slug() + "/policy",
            edit.reason(),
            lines(before, after),
            Role.ENVIRONMENT_OWNER,
            new Scope(null, environment.environmentClass()),
            Set.of(),
            HeldPayload.write(edit)),
        actor);
  }

  /// What differs, in the words of the form.
  static List<Line> lines(EnvironmentPolicy before, EnvironmentPolicy after) {
    var was = words(before);
    var becomes = words(after);
    var lines = new ArrayList<Line>();
    for (int i = 0; i < was.size(); i++) {
      if (!was.get(i).equals(becomes.get(i))) {
        lines.addAll(Line.change(was.get(i), becomes.get(i)));
      }
    }
    return lines;
  }

  private static List<String> words(EnvironmentPolicy policy) {
    return List.of(
        "A change needs " + RuleWords.of(policy.rules()),
        "A rollback needs, beyond what always holds, " + RuleWords.of(policy.rollbackRules()),
        policy.pinnedImagesRequired()
            ? "Only images with a digest that a registry told"
            : "Also images without a digest that a registry told",
        "A plan holds " + Spans.words(policy.planLifetime()),
        policy.automaticRollback()
            ? "A rollout that goes wrong is rolled back by itself"
            : "A rollout that goes wrong stays until somebody acts",
        "A pod may fail to start for " + Spans.words(policy.podErrorGrace()),
        Plural.of(policy.crashRestarts(), "restart") + " in a crash loop",
        "No progress for " + Spans.words(policy.stallTimeout()) + " is a stall",
        policy.provenFirst()
            ? "Only versions that succeeded in the environment before"
            : "Also versions that ran nowhere else",
        "An image needs " + policy.evidence().words());
  }

  @Override
  public String kind() {
    return "policy";
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    policies
        .getObject()
        .editAgreed(HeldPayload.read(payload, EditEnvironmentPolicy.class), agreement);
  }
}
