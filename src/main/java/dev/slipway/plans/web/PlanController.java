package dev.slipway.plans.web;

import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.GoingBack;
import dev.slipway.plans.Operations;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.FreezeWindows;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// One plan: reading it, and every move that a person makes with it.
@Controller
class PlanController {

  private final Plans plans;
  private final Operations operations;
  private final Approvals approvals;
  private final Access access;
  private final Clusters clusters;
  private final FreezeWindows freezes;
  private final EnvironmentPolicies policies;
  private final NewPlanController again;
  private final ApplicationEventPublisher events;

  PlanController(
      Plans plans,
      Operations operations,
      Approvals approvals,
      Access access,
      Clusters clusters,
      FreezeWindows freezes,
      EnvironmentPolicies policies,
      NewPlanController again,
      ApplicationEventPublisher events) {
    this.plans = plans;
    this.operations = operations;
    this.approvals = approvals;
    this.access = access;
    this.clusters = clusters;
    this.freezes = freezes;
    this.policies = policies;
    this.again = again;
    this.events = events;
  }

  @GetMapping("/plans/{id}")
  @Requires(Permission.VIEW)
  String one(@PathVariable String id, Actor actor, Model model) {
    model.addAttribute("page", page(Words.planId(id), actor));
    return "plans/plan";
  }

  /// State and approvers, read again when something happens to the plan.
  @GetMapping("/plans/{id}/standing")
  @Requires(Permission.VIEW)
  String standing(@PathVariable String id, Actor actor, Model model) {
    model.addAttribute("page", page(Words.planId(id), actor));
    return "plans/plan-side :: standing";
  }

  /// What the plan is and its state in a word, read again together with its standing.
  @GetMapping("/plans/{id}/head")
  @Requires(Permission.VIEW)
  String head(@PathVariable String id, Actor actor, Model model) {
    model.addAttribute("page", page(Words.planId(id), actor));
    return "plans/plan :: head";
  }

  /// Diff and verdicts for other pages.
  @GetMapping("/plans/{id}/panel")
  @Requires(Permission.VIEW)
  String panel(@PathVariable String id, Actor actor, Model model) {
    model.addAttribute("page", page(Words.planId(id), actor));
    return "plans/plan :: panel";
  }

  /// The same wish once more, on what runs now.
  @GetMapping("/plans/{id}/again")
  @Requires(Permission.CHANGE_PLAN)
  String again(@PathVariable String id, Actor actor, Model model) {
    return again.again(plans.wish(Words.planId(id)), actor, model);
  }

  @PostMapping("/plans/{id}/start")
  @Requires(Permission.CHANGE_PLAN)
  String start(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String hash,
      @RequestParam(defaultValue = "") String key,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var plan = Words.planId(id);
    try {
      return "redirect:/deployments/" + plans.start(plan, hash, key, actor).value();
    } catch (DomainFailure refused) {
      return switch (refused.problem()) {
        case PLAN_STALE, PLAN_SUPERSEDED, HASH_MISMATCH -> {
          note(refused, actor);
          yield moved(plan, refused, actor, model, response);
        }
        case PLAN_EXPIRED -> {
          note(refused, actor);
          response.setStatus(refused.problem().status());
          yield one(id, actor, model);
        }
        default -> throw refused;
      };
    }
  }

  /// A refusal that is shown as a page of its own is one all the same.
  private void note(DomainFailure refused, Actor actor) {
    var subject = refused.subject();
    if (subject != null) {
      events.publishEvent(
          new AttemptRefused("plan.start", actor, subject, Outcome.FAILED, refused.detail()));
    }
  }

  /// The world moved: the old plan beside the one it would be now.
  private String moved(
      PlanId id, DomainFailure refused, Actor actor, Model model, HttpServletResponse response) {
    response.setStatus(refused.problem().status());
    PlanView now = null;
    String whyNot = null;
    try {
      now = plans.preview(plans.wish(id), actor);
    } catch (DomainFailure other) {
      whyNot = other.detail();
    }
    model.addAttribute("page", new MovedPage(plans.byId(id), refused, now, whyNot));
    return "plans/moved";
  }

  @PostMapping("/plans/{id}/submit")
  @Requires(Permission.CHANGE_PLAN)
  String submit(@PathVariable String id, Actor actor) {
    return back(plans.submit(Words.planId(id), actor));
  }

  @PostMapping("/plans/{id}/withdraw")
  @Requires(Permission.CHANGE_PLAN)
  String withdraw(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    return end(plans::withdraw, id, reason, actor, model, response);
  }

  @PostMapping("/plans/{id}/revoke")
  @Requires(Permission.VIEW)
  String revoke(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    return end(plans::revoke, id, reason, actor, model, response);
  }

  /// A way to end a plan by a person's word.
  private interface Ending {
    PlanView of(PlanId plan, String reason, Actor actor);
  }

  private String end(
      Ending ending,
      String id,
      String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var plan = Words.planId(id);
    try {
      return back(ending.of(plan, reason, actor));
    } catch (DomainFailure refused) {
      return retype(plan, "reason", reason, refused, actor, model, response);
    }
  }

  /// The page again with what was typed and why it does not do, where that is all there is to it.
  private String retype(
      PlanId plan,
      String field,
      String typed,
      DomainFailure refused,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    if (refused.problem() != ProblemType.INVALID_INPUT) {
      throw refused;
    }
    response.setStatus(refused.problem().status());
    model.addAttribute("page", page(plan, actor, new Retyped(field, typed, refused.detail())));
    return "plans/plan";
  }

  @PostMapping("/plans/{id}/decisions")
  @Requires(Permission.APPROVAL_DECIDE)
  String decide(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String hash,
      @RequestParam(defaultValue = "") String decision,
      @RequestParam(defaultValue = "") String comment,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var plan = plans.byId(Words.planId(id));
    if (!decision.equals("approve") && !decision.equals("reject")) {
      throw new DomainFailure(ProblemType.INVALID_REQUEST, "Choose to approve or to reject.");
    }
    try {
      approvals.decide(
          new Decide(Decisions.request(plan), hash, decision.equals("approve"), comment), actor);
      // Undoing it takes seconds to miss, and on a phone stands far below the top.
      return back(plan) + "#plan-standing";
    } catch (DomainFailure refused) {
      return retype(plan.id(), "comment", comment, refused, actor, model, response);
    }
  }

  @PostMapping("/plans/{id}/decisions/{decision}/undo")
  @Requires(Permission.APPROVAL_DECIDE)
  String undo(@PathVariable String id, @PathVariable UUID decision, Actor actor) {
    approvals.undo(decision, actor);
    return back(plans.byId(Words.planId(id))) + "#plan-standing";
  }

  private static String back(PlanView plan) {
    return "redirect:/plans/" + plan.id().value();
  }

  private PlanPage page(PlanId id, Actor actor) {
    return page(id, actor, Retyped.NONE);
  }

  private PlanPage page(PlanId id, Actor actor, Retyped retyped) {
    var plan = plans.byId(id);
    var scope = Scope.of(plan.service().team(), plan.environment().environmentClass());
    var can =
        new PlanPage.Can(
            access.permits(actor, plan.kind().permission(), scope),
            access.permits(actor, Permission.APPROVAL_DECIDE, scope),
            access.permits(actor, Permission.APPROVAL_REVOKE, scope),
            access.whoMay(plan.kind().permission(), scope).stream()
                .map(PersonSummary::name)
                .limit(6)
                .toList());
    var cluster =
        clusters.byId(plan.workload().cluster()).map(ClusterView::name).orElse("removed cluster");
    return new PlanPage(
        plan,
        plans.verdictsNow(plan),
        freezes
            .active(plan.environment().id(), plan.service().system())
            .map(FreezeWindows.ActiveFreeze::until)
            .orElse(null),
        GoingBack.of(
            plan.kind(),
            plan.workload().kind(),
            policies.of(plan.environment().id()).automaticRollback(),
            plan.baseUnhealthy()),
        plans.usualDuration(plan).orElse(null),
        plan.state().isFinal()
            ? null
            : operations.inTheWayOf(plan.placement(), plan.kind()).orElse(null),
        can,
        actor,
        cluster,
        UUID.randomUUID().toString(),
        retyped);
  }
}
