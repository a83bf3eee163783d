package dev.slipway.gate.web;

import dev.slipway.gate.BudgetTask;
import dev.slipway.gate.BudgetTaskSearch;
import dev.slipway.gate.BudgetTasks;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Panel;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.Objectives;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What used budgets ask of people: all of it, one's own, and that of an objective.
@Controller
class BudgetTaskController {

  private static final int ROWS = 50;

  /// A part of another page shows so many of the newest.
  private static final int FEW = 5;

  private final BudgetTasks tasks;
  private final Objectives objectives;

  BudgetTaskController(BudgetTasks tasks, Objectives objectives) {
    this.tasks = tasks;
    this.objectives = objectives;
  }

  @Bean
  static Panel tasksOfObjective() {
    return new Panel(
        "objective", "What it asks of people", 5, "/gate/objectives/{objective}/tasks");
  }

  @Bean
  static Panel tasksOfReader() {
    return new Panel("approvals", "Tasks of error budgets", 5, BudgetTasksPage.PATH + "/mine");
  }

  @Bean
  static Panel tasksOfObjectives() {
    return new Panel("objectives", "Tasks of error budgets", 5, BudgetTasksPage.PATH + "/panel");
  }

  @GetMapping(BudgetTasksPage.PATH)
  @Requires(Permission.VIEW)
  ModelAndView all(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "open") String state,
      @RequestParam(required = false) @Nullable String cursor,
      Actor actor) {
    return new ModelAndView(
        "gate/tasks", "page", page(service, isOpen(state), cursor, Map.of(), null, actor));
  }

  @GetMapping(BudgetTasksPage.PATH + "/panel")
  @Requires(Permission.VIEW)
  ModelAndView panel() {
    var open = tasks.search(new BudgetTaskSearch("", "", true, null, FEW));
    return panel(open.items(), "No budget asks anything of anybody.", open.next() != null);
  }

  @GetMapping(BudgetTasksPage.PATH + "/mine")
  @Requires(Permission.VIEW)
  ModelAndView mine(Actor actor) {
    var open = tasks.openFor(actor);
    return panel(
        open.stream().limit(FEW).toList(),
        "No budget of a service that you answer for asks anything.",
        open.size() > FEW);
  }

  @GetMapping("/gate/objectives/{objective}/tasks")
  @Requires(Permission.VIEW)
  ModelAndView ofObjective(@PathVariable UUID objective) {
    return panel(tasks.of(objective), none(objectives.byId(objective).summary()), false);
  }

  private static String none(ObjectiveSummary objective) {
    if (!objective.counts()) {
      return "Nothing: only an active objective that gates asks for work.";
    }
    return objective.environment().environmentClass() == EnvironmentClass.PRODUCTION
        ? "Nothing yet. Work is asked for from 25, 75 and 100 % of the budget on."
        : "Nothing: only budgets of production ask for work.";
  }

  @PostMapping(BudgetTasksPage.PATH + "/{id}/close")
  @Requires(Permission.SLO_EDIT)
  ModelAndView close(
      @PathVariable UUID id, @RequestParam(defaultValue = "") String note, Actor actor) {
    try {
      tasks.close(id, note, actor);
      return new ModelAndView("redirect:" + BudgetTasksPage.PATH);
    } catch (DomainFailure refused) {
      if (refused.problem() != ProblemType.INVALID_INPUT) {
        throw refused;
      }
      return new ModelAndView(
          "gate/tasks",
          Map.of(
              "page", page("", true, null, Map.of(id.toString(), note), refused.detail(), actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  /// Where a reload of a close leads.
  @GetMapping(BudgetTasksPage.PATH + "/{id}/close")
  @Requires(Permission.VIEW)
  String closed(@PathVariable UUID id) {
    return "redirect:" + BudgetTasksPage.PATH;
  }

  private BudgetTasksPage page(
      String service,
      boolean open,
      @Nullable String cursor,
      Map<String, String> typed,
      @Nullable String error,
      Actor actor) {
    return new BudgetTasksPage(
        service.strip(),
        open,
        cursor,
        lines(tasks.search(new BudgetTaskSearch(service.strip(), "", open, cursor, ROWS)), actor),
        typed,
        error);
  }

  private Page<BudgetTaskLine> lines(Page<BudgetTask> found, Actor actor) {
    return found.map(task -> new BudgetTaskLine(task, tasks.mayClose(task, actor)));
  }

  private static ModelAndView panel(List<BudgetTask> shown, String none, boolean more) {
    return new ModelAndView(
        "gate/task-lines :: panel",
        "page",
        new BudgetTasksPanel(
            shown.stream().map(task -> new BudgetTaskLine(task, false)).toList(), none, more));
  }

  private static boolean isOpen(String state) {
    return switch (state) {
      case "open", "" -> true;
      case "ended" -> false;
      default ->
          throw new DomainFailure(
              ProblemType.INVALID_REQUEST, "state is \"" + state + "\" (expected: open or ended).");
    };
  }
}
