package dev.slipway.plans.web;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.PlanAnswer.VerdictAnswer;
import dev.slipway.plans.Plans;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// "May this ship now?", for pipelines: the policies' answer without a plan. Nothing is stored, so
/// it binds nobody: the start asks again.
@RestController
class GateResource {

  private final Plans plans;

  GateResource(Plans plans) {
    this.plans = plans;
  }

  /// Body of the question: a wish as `POST /plans` takes it, without words for people.
  ///
  /// @param kind a rollout where it is left out
  /// @param changeClass what the plan would be called, with its `ticket`
  /// @param acknowledged policies whose condition the plan would acknowledge
  record GateQuestion(
      @Nullable String service,
      @Nullable String environment,
      @Nullable String kind,
      @Nullable String image,
      @Nullable String container,
      @Nullable List<PlanRequest.ImageItem> images,
      @Nullable Integer replicas,
      @Nullable Integer minReplicas,
      @Nullable Integer maxReplicas,
      @Nullable Integer targetCpuUtilization,
      @Nullable Boolean removeAutoscaler,
      PlanRequest.@Nullable Resources resources,
      @Nullable UUID toDeployment,
      @Nullable String changeClass,
      @Nullable String ticket,
      @Nullable Set<String> acknowledged) {

    PlanRequest request() {
      return new PlanRequest(
          service,
          environment,
          kind == null ? ChangeKind.ROLLOUT.slug() : kind,
          image,
          container,
          images,
          replicas,
          null,
          minReplicas,
          maxReplicas,
          targetCpuUtilization,
          removeAutoscaler,
          resources,
          toDeployment,
          "Asked of the gate",
          changeClass,
          ticket,
          null,
          null,
          acknowledged,
          null);
    }
  }

  /// The answer.
  ///
  /// @param outcome `allow`, `needs-approval` or `block`
  /// @param reasons what every policy says, the gravest first
  record GateAnswer(String outcome, List<VerdictAnswer> reasons) {

    static GateAnswer of(List<Verdict> verdicts, Set<String> acknowledged) {
      return new GateAnswer(
          outcome(verdicts, acknowledged), verdicts.stream().map(VerdictAnswer::of).toList());
    }

    private static String outcome(List<Verdict> verdicts, Set<String> acknowledged) {
      var outcome = "allow";
      for (var verdict : verdicts) {
        switch (verdict) {
          case Verdict.Block _ -> {
            return "block";
          }
          case Verdict.AllowWithCondition(var policy, _, _) -> {
            if (!acknowledged.contains(policy)) {
              return "block";
            }
          }
          case Verdict.NeedsApproval _ -> outcome = "needs-approval";
          case Verdict.Allow _ -> {}
        }
      }
      return outcome;
    }
  }

  @PostMapping("/api/v1/gate/decisions")
  @Requires(Permission.VIEW)
  GateAnswer decide(@RequestBody GateQuestion question, Actor actor) {
    var wish = question.request().wish();
    return GateAnswer.of(plans.ask(wish, actor), wish.acknowledged());
  }
}
