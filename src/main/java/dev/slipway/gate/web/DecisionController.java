package dev.slipway.gate.web;

import dev.slipway.catalog.Environments;
import dev.slipway.gate.RecordedDecisions;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import dev.slipway.shell.Panel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// What the gate said: all of it, one decision, and those of a plan or a deployment.
@Controller
class DecisionController {

  private static final String TITLE = "What the gate said";

  private final RecordedDecisions decisions;
  private final Environments environments;

  DecisionController(RecordedDecisions decisions, Environments environments) {
    this.decisions = decisions;
    this.environments = environments;
  }

  @Bean
  static Panel decisionsOfPlan() {
    return new Panel("plan", TITLE, 20, "/gate/plans/{plan}/decisions");
  }

  @Bean
  static Panel decisionsOfDeployment() {
    return new Panel("deployment", TITLE, 20, "/gate/deployments/{deployment}/decisions");
  }

  @GetMapping(DecisionFilter.PATH)
  @Requires(Permission.VIEW)
  ModelAndView all(@ModelAttribute DecisionFilter filter, HttpServletRequest request) {
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "gate/decisions :: list" : "gate/decisions",
        "page",
        new DecisionsPage(
            filter, decisions.search(filter.search()), decisions.months(), environments.all()));
  }

  @GetMapping(DecisionFilter.PATH + "/{id}")
  @Requires(Permission.VIEW)
  ModelAndView one(@PathVariable UUID id) {
    return new ModelAndView("gate/decision", "page", new DecisionPage(decisions.byId(id)));
  }

  @GetMapping("/gate/plans/{plan}/decisions")
  @Requires(Permission.VIEW)
  ModelAndView ofPlan(@PathVariable UUID plan) {
    return new ModelAndView("gate/decision-lines :: panel", "page", decisions.ofPlan(plan));
  }

  @GetMapping("/gate/deployments/{deployment}/decisions")
  @Requires(Permission.VIEW)
  ModelAndView ofDeployment(@PathVariable UUID deployment) {
    return new ModelAndView(
        "gate/decision-lines :: panel", "page", decisions.ofDeployment(deployment));
  }
}
