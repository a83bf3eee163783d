package dev.slipway.plans.web;

import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.OperationView;
import dev.slipway.plans.Operations;
import dev.slipway.plans.PlanAnswer;
import dev.slipway.plans.Plans;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Plans over the API.
@RestController
@RequestMapping("/api/v1/plans")
class PlanResource {

  private final Plans plans;
  private final Operations operations;
  private final Approvals approvals;

  PlanResource(Plans plans, Operations operations, Approvals approvals) {
    this.plans = plans;
    this.operations = operations;
    this.approvals = approvals;
  }

  record HashBody(@Nullable String hash) {}

  record ReasonBody(@Nullable String reason) {}

  record DecisionBody(@Nullable String hash, @Nullable String decision, @Nullable String comment) {}

  /// The deployment that a start gave, as far as it is known at once.
  record StartedAnswer(
      UUID id,
      UUID plan,
      String kind,
      String state,
      String service,
      String environment,
      String requester,
      Instant queuedAt) {

    static StartedAnswer of(OperationView operation) {
      return new StartedAnswer(
          operation.id().value(),
          operation.plan().value(),
          operation.kind().slug(),
          operation.state().slug(),
          String.valueOf(operation.subject().service()),
          String.valueOf(operation.subject().environment()),
          operation.requester().name(),
          operation.queuedAt());
    }
  }

  @PostMapping
  @Requires(Permission.CHANGE_PLAN)
  ResponseEntity<PlanAnswer> create(
      @RequestBody PlanRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Actor actor) {
    var plan = plans.propose(request.wish(), actor, !Boolean.FALSE.equals(request.submit()), key);
    return ResponseEntity.created(URI.create("/api/v1/plans/" + plan.id().value()))
        .body(PlanAnswer.of(plan));
  }

  @GetMapping("/{id}")
  @Requires(Permission.VIEW)
  PlanAnswer one(@PathVariable String id) {
    var plan = plans.byId(Words.planId(id));
    return PlanAnswer.of(plan, plans.verdictsNow(plan));
  }

  @PostMapping("/{id}/start")
  @Requires(Permission.CHANGE_PLAN)
  ResponseEntity<StartedAnswer> start(
      @PathVariable String id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody HashBody body,
      Actor actor) {
    if (key == null || key.isBlank()) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "The header Idempotency-Key is missing. Send a new UUID for every intent, and the same"
              + " one when you repeat it.");
    }
    var operation = plans.start(Words.planId(id), hash(body.hash()), key, actor);
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/deployments/" + operation.value()))
        .body(StartedAnswer.of(operations.byId(operation)));
  }

  @PostMapping("/{id}/submit")
  @Requires(Permission.CHANGE_PLAN)
  PlanAnswer submit(@PathVariable String id, Actor actor) {
    return PlanAnswer.of(plans.submit(Words.planId(id), actor));
  }

  @PostMapping("/{id}/withdraw")
  @Requires(Permission.CHANGE_PLAN)
  PlanAnswer withdraw(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable ReasonBody body,
      Actor actor) {
    return PlanAnswer.of(plans.withdraw(Words.planId(id), reason(body, "Withdrawn"), actor));
  }

  @PostMapping("/{id}/revoke")
  @Requires(Permission.VIEW)
  PlanAnswer revoke(@PathVariable String id, @RequestBody ReasonBody body, Actor actor) {
    return PlanAnswer.of(plans.revoke(Words.planId(id), reason(body, ""), actor));
  }

  @PostMapping("/{id}/decisions")
  @Requires(Permission.APPROVAL_DECIDE)
  PlanAnswer decide(@PathVariable String id, @RequestBody DecisionBody body, Actor actor) {
    var plan = plans.byId(Words.planId(id));
    var approve =
        switch (String.valueOf(body.decision())) {
          case "approve" -> true;
          case "reject" -> false;
          default ->
              throw new DomainFailure(
                  ProblemType.INVALID_REQUEST, "decision must be approve or reject.");
        };
    var comment = body.comment() == null ? "" : body.comment();
    approvals.decide(
        new Decide(Decisions.request(plan), hash(body.hash()), approve, comment), actor);
    return PlanAnswer.of(plans.byId(plan.id()));
  }

  private static String hash(@Nullable String hash) {
    if (hash == null || hash.isBlank()) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST, "hash is missing: send the hash of the plan you looked at.");
    }
    return hash;
  }

  private static String reason(@Nullable ReasonBody body, String otherwise) {
    return body == null || body.reason() == null ? otherwise : body.reason();
  }
}
