package dev.slipway.gate.web;

import dev.slipway.gate.BudgetTaskSearch;
import dev.slipway.gate.BudgetTasks;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What used budgets ask of teams, over the API. To close one takes a person on its page.
@RestController
class BudgetTaskResource {

  private final BudgetTasks tasks;

  BudgetTaskResource(BudgetTasks tasks) {
    this.tasks = tasks;
  }

  @GetMapping("/api/v1/gate/tasks")
  @Requires(Permission.VIEW)
  Page<BudgetTaskAnswer> list(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(defaultValue = "open") String state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (!state.equals("open") && !state.equals("ended")) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST, "state is \"" + state + "\" (expected: open or ended).");
    }
    return tasks
        .search(new BudgetTaskSearch(service, environment, state.equals("open"), cursor, limit))
        .map(BudgetTaskAnswer::of);
  }
}
