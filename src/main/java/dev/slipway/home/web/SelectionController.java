package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placements;
import dev.slipway.home.EnvironmentComparison;
import dev.slipway.home.Promotion;
import dev.slipway.home.Restarts;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.util.UriComponentsBuilder;

/// What was selected in the matrix: a plan for each, or on to the comparison with them selected.
@Controller
class SelectionController {

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final EnvironmentComparison comparison;
  private final Restarts restarts;
  private final Access access;
  private final Refusals refusals;

  SelectionController(
      Services services,
      Environments environments,
      Placements placements,
      EnvironmentComparison comparison,
      Restarts restarts,
      Access access,
      Refusals refusals) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.comparison = comparison;
    this.restarts = restarts;
    this.access = access;
    this.refusals = refusals;
  }

  @GetMapping("/selection")
  @Requires(Permission.VIEW)
  String selection(@ModelAttribute SelectionForm form, Actor actor, Model model) {
    model.addAttribute("page", page(form, List.of(), Map.of(), actor));
    return "home/selection";
  }

  /// On to the comparison, where what runs now is selected and can be planned.
  @GetMapping("/selection/promotion")
  @Requires(Permission.VIEW)
  String promotion(@ModelAttribute SelectionForm form, Actor actor) {
    var from = environments.require(SelectionForm.text(form.from()));
    var to = environments.require(SelectionForm.text(form.to()));
    var address =
        UriComponentsBuilder.fromPath("/compare")
            .queryParam("from", from.slug())
            .queryParam("to", to.slug());
    for (var service : found(form)) {
      comparison
          .row(service, from, to, actor)
          .filter(row -> row.promote().can())
          .ifPresent(
              row -> address.queryParam("item", service.slug() + " " + row.promote().image()));
    }
    return "redirect:" + address.encode().toUriString();
  }

  @PostMapping("/selection/restarts")
  @Requires(Permission.CHANGE_PLAN)
  String restart(
      @ModelAttribute SelectionForm form,
      Actor actor,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    var errors = form.errors();
    if (!errors.isEmpty() || form.services().isEmpty()) {
      response.setStatus(ProblemType.INVALID_INPUT.status());
      model.addAttribute("page", page(form, List.of(), errors, actor));
      return "home/selection";
    }
    var outcomes = restarts.plan(form.wish(), actor);
    outcomes.stream()
        .map(Promotion.Outcome::refused)
        .filter(Objects::nonNull)
        .forEach(refused -> refusals.announce(refused, actor, request));
    model.addAttribute("page", page(form, outcomes, Map.of(), actor));
    return "home/selection";
  }

  /// Where a reload of the answer above ends: its plans are made and stand in the list of plans.
  @GetMapping("/selection/restarts")
  @Requires(Permission.VIEW)
  String back() {
    return "redirect:/";
  }

  private List<ServiceView> found(SelectionForm form) {
    return form.services().stream().map(services::bySlug).flatMap(Optional::stream).toList();
  }

  private SelectionPage page(
      SelectionForm form,
      List<Promotion.Outcome> outcomes,
      Map<String, String> errors,
      Actor actor) {
    var stages = environments.all();
    var rows = found(form).stream().map(service -> row(service, stages)).toList();
    return new SelectionPage(
        form,
        rows,
        stages,
        SelectionForm.text(form.environment()),
        access.permitsSomewhere(actor, Permission.CHANGE_PLAN),
        outcomes,
        errors);
  }

  private SelectionPage.Row row(ServiceView service, List<EnvironmentView> stages) {
    return new SelectionPage.Row(
        service,
        stages.stream()
            .filter(stage -> placements.at(service.id(), stage.id()).isPresent())
            .toList());
  }
}
