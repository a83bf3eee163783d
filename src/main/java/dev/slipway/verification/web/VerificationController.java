package dev.slipway.verification.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Deployments;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.shell.Panel;
import dev.slipway.shell.Refusals;
import dev.slipway.verification.Verifications;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The verification of one deployment.
@Controller
class VerificationController {

  private static final String KEEP = "verification/keep";
  private static final Set<ProblemType> SHOWN_IN_THE_FORM =
      Set.of(ProblemType.INVALID_INPUT, ProblemType.CONFLICT);

  private final Verifications verifications;
  private final Deployments deployments;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final Refusals refusals;

  VerificationController(
      Verifications verifications,
      Deployments deployments,
      Services services,
      Environments environments,
      Access access,
      Refusals refusals) {
    this.verifications = verifications;
    this.deployments = deployments;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.refusals = refusals;
  }

  @Bean
  static Panel verificationOfDeployment() {
    return new Panel("deployment", "Verification", 5, "/deployments/{deployment}/verification");
  }

  @GetMapping("/deployments/{deployment}/verification")
  @Requires(Permission.VIEW)
  ModelAndView panel(@PathVariable UUID deployment, Actor actor) {
    return new ModelAndView("verification/panel :: of", "page", of(deployment, actor));
  }

  @GetMapping("/deployments/{deployment}/verification/keep")
  @Requires(Permission.VIEW)
  ModelAndView keepForm(@PathVariable UUID deployment, Actor actor) {
    return new ModelAndView(KEEP, "page", new KeepPage(of(deployment, actor), "", Map.of()));
  }

  @PostMapping("/deployments/{deployment}/verification/keep")
  @Requires(Permission.DEPLOYMENT_RESOLVE)
  ModelAndView keep(
      @PathVariable UUID deployment,
      @RequestParam(defaultValue = "") String why,
      Actor actor,
      HttpServletRequest request) {
    try {
      verifications.keep(deployment, why, actor);
      return new ModelAndView("redirect:/deployments/" + deployment);
    } catch (DomainFailure refused) {
      if (!SHOWN_IN_THE_FORM.contains(refused.problem())) {
        throw refused;
      }
      refusals.announce(refused, actor, request);
      return new ModelAndView(
          KEEP,
          Map.of("page", new KeepPage(of(deployment, actor), why, Map.of("why", refused.detail()))),
          HttpStatusCode.valueOf(refused.problem().status()));
    }
  }

  private VerificationPanel of(UUID id, Actor actor) {
    var deployment = deployments.byId(id).summary();
    var view = verifications.ofDeployment(id).orElse(null);
    return new VerificationPanel(
        deployment,
        view,
        view == null ? why(deployment) : "",
        view == null ? null : verifications.whyNotKeep(view, actor),
        permits(deployment, Permission.CHANGE_PLAN, actor)
            ? null
            : "You may not plan a rollback here.",
        permits(deployment, Permission.LOGS_VIEW, actor),
        verifications.baseline());
  }

  private String why(DeploymentSummary deployment) {
    if (deployment.kind() != ChangeKind.ROLLOUT) {
      return "Only rollouts are verified: a way back is not compared with what it takes back.";
    }
    if (deployment.state().isActive()) {
      return "It begins when the rollout has succeeded.";
    }
    return "It was not to be verified here.";
  }

  private boolean permits(DeploymentSummary deployment, Permission permission, Actor actor) {
    var scope =
        services
            .bySlug(deployment.service())
            .flatMap(service ->
                environments
                    .bySlug(deployment.environment())
                    .map(stage -> Scope.of(service.team(), stage.environmentClass())));
    return scope.isPresent() && access.permits(actor, permission, scope.get());
  }
}
