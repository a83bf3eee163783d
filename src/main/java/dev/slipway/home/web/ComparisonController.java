package dev.slipway.home.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Systems;
import dev.slipway.home.EnvironmentComparison;
import dev.slipway.home.Promotion;
import dev.slipway.identity.Access;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/// Two environments as a whole, and plans that bring what runs in one to the other.
@Controller
class ComparisonController {

  private static final String PAGE = "home/comparison";

  private final EnvironmentComparison comparison;
  private final Promotion promotion;
  private final ConfigurationHashes configurations;
  private final Environments environments;
  private final Systems systems;
  private final Teams teams;
  private final Access access;
  private final Refusals refusals;

  ComparisonController(
      EnvironmentComparison comparison,
      Promotion promotion,
      ConfigurationHashes configurations,
      Environments environments,
      Systems systems,
      Teams teams,
      Access access,
      Refusals refusals) {
    this.comparison = comparison;
    this.promotion = promotion;
    this.configurations = configurations;
    this.environments = environments;
    this.systems = systems;
    this.teams = teams;
    this.access = access;
    this.refusals = refusals;
  }

  @GetMapping(
      path = "/compare",
      params = {"from", "to", "!service"})
  @Requires(Permission.VIEW)
  String compare(@ModelAttribute ComparisonForm form, Actor actor, Model model) {
    model.addAttribute("page", page(form, Map.of(), actor));
    return PAGE;
  }

  /// What both sides are configured with, read after the page and for its rows only, with what
  /// follows from it for differences and counts.
  @GetMapping("/compare/configurations")
  @Requires(Permission.VIEW)
  String configurations(@ModelAttribute ComparisonForm form, Actor actor, Model model) {
    var read = configurations.of(comparison.view(form.filter(), actor).rows());
    model.addAttribute("read", read);
    model.addAttribute("page", shown(form, Map.of(), actor));
    return "home/comparison-parts :: configurations";
  }

  /// Where a reload of the answer below ends: its plans are made and stand in the list of plans.
  @GetMapping("/compare/plans")
  @Requires(Permission.VIEW)
  String back(@ModelAttribute ComparisonForm form) {
    return form.isComplete() ? "redirect:" + form.filter().href() : "redirect:/compare";
  }

  @PostMapping("/compare/plans")
  @Requires(Permission.CHANGE_PLAN)
  String plan(
      @ModelAttribute ComparisonForm form,
      Actor actor,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    var errors = form.errors();
    if (!errors.isEmpty()) {
      response.setStatus(ProblemType.INVALID_INPUT.status());
      model.addAttribute("page", page(form, errors, actor));
      return PAGE;
    }
    var to = environments.require(form.filter().to());
    var outcomes = promotion.plan(form.wish(), actor);
    outcomes.stream()
        .map(Promotion.Outcome::refused)
        .filter(Objects::nonNull)
        .forEach(refused -> refusals.announce(refused, actor, request));
    model.addAttribute("page", new PromotedPage(form, to, outcomes));
    return "home/promoted";
  }

  private ComparisonPage page(ComparisonForm form, Map<String, String> errors, Actor actor) {
    var filter = form.filter();
    if (filter.asksForConfiguration() && !filter.from().equals(filter.to())) {
      configurations.of(comparison.unread(filter));
    }
    return shown(form, errors, actor);
  }

  private ComparisonPage shown(ComparisonForm form, Map<String, String> errors, Actor actor) {
    var filter = form.filter();
    return new ComparisonPage(
        form,
        filter,
        filter.from().equals(filter.to()) ? null : comparison.view(filter, actor),
        environments.all(),
        systems.all(),
        teams.all(),
        access.permitsSomewhere(actor, Permission.CHANGE_PLAN),
        errors);
  }
}
