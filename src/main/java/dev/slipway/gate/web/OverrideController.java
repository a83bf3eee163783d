package dev.slipway.gate.web;

import dev.slipway.gate.AskOverride;
import dev.slipway.gate.Overrides;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.shell.Panel;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class OverrideController {

  private static final String PAGE = "gate/override";

  private final Overrides overrides;
  private final Plans plans;

  OverrideController(Overrides overrides, Plans plans) {
    this.overrides = overrides;
    this.plans = plans;
  }

  @Bean
  static Panel letItThrough() {
    return new Panel("plan-error-budget", "Let it through once", 10, "/gate/plans/{plan}/panel");
  }

  @GetMapping("/gate/plans/{plan}")
  @Requires(Permission.VIEW)
  ModelAndView page(@PathVariable UUID plan, Actor actor) {
    return new ModelAndView(PAGE, "page", page(plan(plan), Map.of(), Map.of(), actor));
  }

  @GetMapping("/gate/plans/{plan}/panel")
  @Requires(Permission.VIEW)
  ModelAndView panel(@PathVariable UUID plan, Actor actor) {
    return new ModelAndView(
        "gate/panel :: override", "page", page(plan(plan), Map.of(), Map.of(), actor));
  }

  @PostMapping("/gate/plans/{plan}")
  @Requires(Permission.GATE_OVERRIDE)
  ModelAndView ask(
      @PathVariable UUID plan,
      @RequestParam(defaultValue = "") String hash,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String where,
      @RequestParam(defaultValue = "") String hours,
      Actor actor) {
    try {
      overrides.ask(new AskOverride(new PlanId(plan), hash, why, where, number(hours)), actor);
      return new ModelAndView("redirect:/plans/" + plan);
    } catch (DomainFailure refused) {
      var typed = Map.of("why", why, "where", where, "hours", hours);
      return new ModelAndView(
          PAGE,
          Map.of("page", page(plan(plan), typed, errors(refused), actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  private OverridePage page(
      PlanView plan, Map<String, String> typed, Map<String, String> errors, Actor actor) {
    return new OverridePage(
        plan,
        overrides.ofPlan(plan.id()).orElse(null),
        overrides.whyNot(plan, actor),
        typed,
        errors);
  }

  private PlanView plan(UUID id) {
    return plans.byId(new PlanId(id));
  }

  private static int number(String hours) {
    return hours.matches("[1-9]") ? Integer.parseInt(hours) : 0;
  }

  /// What a field can answer for; anything else is thrown on.
  private static Map<String, String> errors(DomainFailure refused) {
    if (refused.problem() != ProblemType.INVALID_INPUT
        || !(refused instanceof FieldRefused field)) {
      throw refused;
    }
    var name =
        switch (field.field()) {
          case "reason" -> "why";
          case "ticket" -> "where";
          default -> field.field();
        };
    return Map.of(name, field.detail());
  }
}
