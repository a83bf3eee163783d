package dev.slipway.plans.web;

import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Where a reload or a pasted address of a move ends: at the plan, and nothing is moved.
@Controller
class PlanMovesController {

  @GetMapping({
    "/plans/{id}/start",
    "/plans/{id}/submit",
    "/plans/{id}/withdraw",
    "/plans/{id}/revoke",
    "/plans/{id}/decisions",
    "/plans/{id}/decisions/{decision}/undo"
  })
  @Requires(Permission.VIEW)
  String plan(@PathVariable String id) {
    return "redirect:/plans/" + Words.planId(id).value();
  }
}
