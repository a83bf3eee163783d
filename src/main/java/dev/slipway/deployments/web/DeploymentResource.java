package dev.slipway.deployments.web;

import dev.slipway.deployments.Deployments;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.OperationId;
import dev.slipway.plans.Operations;
import dev.slipway.plans.PlanAnswer;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Deployments over the API.
@RestController
@RequestMapping("/api/v1/deployments")
class DeploymentResource {

  private final Deployments deployments;
  private final Operations operations;
  private final Plans plans;

  DeploymentResource(Deployments deployments, Operations operations, Plans plans) {
    this.deployments = deployments;
    this.operations = operations;
    this.plans = plans;
  }

  record ReasonBody(@Nullable String reason) {}

  record ResolveBody(@Nullable String state, @Nullable String reason) {}

  @InitBinder("id")
  void ids(WebDataBinder binder) {
    binder.registerCustomEditor(UUID.class, new DeploymentIds());
  }

  @GetMapping
  @Requires(Permission.VIEW)
  Page<DeploymentAnswer> list(
      @ModelAttribute HistoryFilter filter, @RequestParam(defaultValue = "50") int limit) {
    return deployments
        .search(filter.search(null, Page.limit(limit)))
        .map(summary -> DeploymentAnswer.of(summary, null));
  }

  @GetMapping("/{id}")
  @Requires(Permission.VIEW)
  DeploymentAnswer one(@PathVariable UUID id) {
    return DeploymentAnswer.of(deployments.byId(id));
  }

  @PostMapping("/{id}/abort")
  @Requires(Permission.DEPLOYMENT_ABORT)
  DeploymentAnswer abort(
      @PathVariable UUID id,
      @RequestBody(required = false) @Nullable ReasonBody body,
      Actor actor) {
    var reason = body == null || body.reason() == null ? "" : body.reason();
    operations.abort(new OperationId(own(id)), reason, actor);
    return one(id);
  }

  /// A person's word on a deployment whose outcome no read can prove.
  @PostMapping("/{id}/resolve")
  @Requires(Permission.DEPLOYMENT_RESOLVE)
  DeploymentAnswer resolve(@PathVariable UUID id, @RequestBody ResolveBody body, Actor actor) {
    var to = DeploymentController.ended(String.valueOf(body.state()));
    operations.resolve(
        new OperationId(own(id)), to, body.reason() == null ? "" : body.reason(), actor);
    return one(id);
  }

  /// Plans the way back from a deployment: to what ran here last and was well.
  @PostMapping("/{id}/rollback")
  @Requires(Permission.CHANGE_PLAN)
  ResponseEntity<PlanAnswer> rollback(
      @PathVariable UUID id,
      @RequestBody ReasonBody body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Actor actor) {
    var summary = deployments.byId(id).summary();
    if (body.reason() == null || body.reason().isBlank()) {
      throw invalid("reason is missing: say why you go back.");
    }
    if (!deployments.isCurrent(id)) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "What this deployment left does not run any more. Roll back the newest one, or plan a"
              + " rollback to the deployment you want.");
    }
    var wish =
        new ProposeChange(
            ChangeKind.ROLLBACK,
            summary.service(),
            summary.environment(),
            Map.of(),
            null,
            null,
            null,
            null,
            null,
            body.reason().strip(),
            null,
            false,
            Set.of(),
            null);
    var plan = plans.propose(wish, actor, true, key);
    return ResponseEntity.created(URI.create("/api/v1/plans/" + plan.id().value()))
        .body(PlanAnswer.of(plan));
  }

  /// An observed deployment has no operation that could be steered.
  private UUID own(UUID id) {
    if (deployments.byId(id).summary().observed()) {
      throw invalid("This was done outside the portal, so there is nothing to steer.");
    }
    return id;
  }

  private static DomainFailure invalid(String message) {
    return new DomainFailure(ProblemType.INVALID_REQUEST, message);
  }
}
