package dev.slipway.plans.web;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.OneLine;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.Answered;
import dev.slipway.plans.PlanAnswer.VerdictAnswer;
import dev.slipway.plans.Questions;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// "May this ship now?", for pipelines: the policies' answer without a plan. It is kept, and binds
/// nobody: the start asks again.
@RestController
class GateResource {

  private final Questions questions;

  GateResource(Questions questions) {
    this.questions = questions;
  }

  /// Body of the question: a wish as `POST /plans` takes it, without words for people.
  ///
  /// @param kind a rollout where it is left out
  /// @param changeClass what the plan would be called, with its `ticket`
  /// @param acknowledged policies whose condition the plan would acknowledge
  /// @param job the run that asks, such as its address, for those who read the answer later
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
      @Nullable Set<String> acknowledged,
      @Nullable String job) {

    private static final int LONGEST_JOB = 300;

    @Nullable String named() {
      return job == null || job.isBlank()
          ? null
          : OneLine.of(job, LONGEST_JOB)
              .orElseThrow(() ->
                  new DomainFailure(
                      ProblemType.INVALID_REQUEST,
                      "job takes one line of up to %d letters that can be seen."
                          .formatted(LONGEST_JOB)));
    }

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
  /// @param id where it is kept
  /// @param outcome `allow`, `needs-approval` or `block`
  /// @param reasons what every policy says, the gravest first
  /// @param retryAt when to ask again may bring another answer, as `Retry-After` says in seconds;
  ///   null where waiting does not help, or nobody knows
  record GateAnswer(
      UUID id, Instant at, String outcome, List<VerdictAnswer> reasons, @Nullable Instant retryAt) {

    static GateAnswer of(Answered answered) {
      return new GateAnswer(
          answered.id(),
          answered.at(),
          answered.outcome().slug(),
          answered.verdicts().stream().map(VerdictAnswer::of).toList(),
          answered.again());
    }
  }

  @PostMapping("/api/v1/gate/decisions")
  @Requires(Permission.VIEW)
  ResponseEntity<GateAnswer> decide(@RequestBody GateQuestion question, Actor actor) {
    var answered = questions.ask(question.request().wish(), question.named(), actor);
    var answer = ResponseEntity.ok();
    var again = answered.again();
    if (again != null) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds(answered.at(), again)));
    }
    return answer.body(GateAnswer.of(answered));
  }

  private static long seconds(Instant from, Instant to) {
    return Math.max(1, Duration.between(from, to).toSeconds());
  }
}
