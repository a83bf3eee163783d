package dev.slipway.plans.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.OpenChanges;
import dev.slipway.plans.Operations;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Asking for a change: the form, its preview, and the plan that comes of it.
@Controller
class NewPlanController {

  private static final String PAGE = "plans/new-plan";

  private final Plans plans;
  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final Candidates candidates;
  private final OpenChanges openChanges;
  private final Operations operations;

  NewPlanController(
      Plans plans,
      Services services,
      Environments environments,
      Placements placements,
      Candidates candidates,
      OpenChanges openChanges,
      Operations operations) {
    this.plans = plans;
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.candidates = candidates;
    this.openChanges = openChanges;
    this.operations = operations;
  }

  /// The form; with enough in the address also its preview, which stores nothing.
  @GetMapping("/plans/new")
  @Requires(Permission.CHANGE_PLAN)
  String form(
      @ModelAttribute PlanForm form,
      @RequestParam(required = false) @Nullable String action,
      Actor actor,
      Model model) {
    var asked = form.kind() == null && action != null ? form.withKind(action) : form;
    return filled(picked(asked), actor, model);
  }

  private String filled(PlanForm asked, Actor actor, Model model) {
    var page = asked.errors(false).isEmpty() ? previewed(asked, actor, false) : page(asked, actor);
    model.addAttribute("page", page);
    return PAGE;
  }

  /// The same wish once more; of a backup on its own page.
  String again(ProposeChange wish, Actor actor, Model model) {
    var backup = wish.backup();
    return backup == null
        ? filled(PlanForm.of(wish), actor, model)
        : "redirect:/backups/" + backup.source();
  }

  /// The fields of the kind that was chosen, for the form as it stands.
  @GetMapping("/plans/new/fields")
  @Requires(Permission.CHANGE_PLAN)
  String fields(@ModelAttribute PlanForm form, Actor actor, Model model) {
    model.addAttribute("page", page(picked(form.untouched()), actor));
    return "plans/fields :: fields";
  }

  /// Where a reload or a pasted address of a preview ends: nothing of it was stored, so the form
  /// starts again with what the address says.
  @GetMapping({"/plans", "/plans/preview"})
  @Requires(Permission.CHANGE_PLAN)
  String again(HttpServletRequest request) {
    var query = request.getQueryString();
    return "redirect:/plans/new" + (query == null ? "" : "?" + query);
  }

  /// Browsers may keep the answer for going back to it; without, Back from the started deployment
  /// shows an error of the browser in place of the form.
  @PostMapping("/plans/preview")
  @Requires(Permission.CHANGE_PLAN)
  String preview(
      @ModelAttribute PlanForm form,
      @RequestParam(defaultValue = "preview") String act,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    response.setHeader("Cache-Control", "private, no-cache");
    if ("fields".equals(act)) {
      model.addAttribute("page", page(picked(form.untouched()), actor));
      return PAGE;
    }
    var errors = form.errors(false);
    if (!errors.isEmpty()) {
      response.setStatus(ProblemType.INVALID_INPUT.status());
      model.addAttribute("page", page(form, errors, null, null, false, actor));
      return PAGE;
    }
    model.addAttribute("page", previewed(form, actor, false));
    return PAGE;
  }

  /// Stores the plan. With `start` it also starts it, if nothing moved since the preview.
  @PostMapping("/plans")
  @Requires(Permission.CHANGE_PLAN)
  String create(
      @ModelAttribute PlanForm form,
      @RequestParam(defaultValue = "plan") String act,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var errors = form.errors(true);
    if (!errors.isEmpty()) {
      response.setStatus(ProblemType.INVALID_INPUT.status());
      model.addAttribute("page", withErrors(form, errors, actor));
      return PAGE;
    }
    try {
      var plan =
          "start".equals(act) && form.seen() != null && form.key() != null
              ? plans.proposeAndStart(form.wish(), form.seen(), form.key(), actor)
              : plans.propose(form.wish(), actor, true);
      return plan.operation() == null
          ? "redirect:/plans/" + plan.id().value()
          : "redirect:/deployments/" + plan.operation().value();
    } catch (DomainFailure refused) {
      if (refused.problem() != ProblemType.PLAN_STALE
          && refused.problem() != ProblemType.INVALID_INPUT
          && refused.problem() != ProblemType.TARGET_BUSY
          && refused.problem() != ProblemType.CLUSTER_UNREACHABLE) {
        throw refused;
      }
      response.setStatus(refused.problem().status());
      model.addAttribute("page", refused(form, refused, actor));
      return PAGE;
    }
  }

  /// Whoever is to mend a field or to look again keeps the preview before their eyes.
  private NewPlanPage refused(PlanForm form, DomainFailure refused, Actor actor) {
    if (refused instanceof FieldRefused typed) {
      return withErrors(form, Map.of(typed.field(), typed.detail()), actor);
    }
    return refused.problem() == ProblemType.PLAN_STALE
        ? previewed(form, actor, true)
        : refused(form, refused, false, actor);
  }

  private NewPlanPage withErrors(PlanForm form, Map<String, String> errors, Actor actor) {
    if (!form.errors(false).isEmpty()) {
      return page(form, errors, null, null, false, actor);
    }
    var previewed = previewed(form, actor, false);
    return page(form, errors, previewed.preview(), previewed.failure(), false, actor);
  }

  private NewPlanPage previewed(PlanForm form, Actor actor, boolean moved) {
    try {
      return page(form, Map.of(), plans.preview(form.wish(), actor), null, moved, actor);
    } catch (DomainFailure refused) {
      if (refused.problem() == ProblemType.NOT_ALLOWED) {
        throw refused;
      }
      return refused(form, refused, moved, actor);
    }
  }

  /// A refusal beside its field, where it is about one.
  private NewPlanPage refused(PlanForm form, DomainFailure refused, boolean moved, Actor actor) {
    return refused instanceof FieldRefused typed
        ? page(form, Map.of(typed.field(), typed.detail()), null, null, moved, actor)
        : page(form, Map.of(), null, refused, moved, actor);
  }

  private NewPlanPage page(PlanForm form, Actor actor) {
    return page(form, Map.of(), null, null, false, actor);
  }

  private NewPlanPage page(
      PlanForm form,
      Map<String, String> errors,
      @Nullable PlanView preview,
      @Nullable DomainFailure failure,
      boolean moved,
      Actor actor) {
    var slug = form.service() == null ? "" : form.service().strip();
    var there = form.environment() == null ? "" : form.environment().strip();
    var service = services.bySlug(slug);
    var placement = service.flatMap(known -> placement(known.slug(), there));
    Map<String, String> stages = new LinkedHashMap<>();
    if (there.isEmpty()) {
      stages.put("", "Choose an environment");
    }
    environments.all().stream()
        .filter(stage -> service.isEmpty() || placement(slug, stage.slug()).isPresent())
        .forEach(stage -> stages.put(stage.slug(), stage.name()));
    return new NewPlanPage(
        form,
        stages,
        service.map(known -> candidates.of(known, there)).orElse(List.of()),
        placement.flatMap(candidates::image).orElse(null),
        placement.map(known -> containerFields(form, known)).orElse(List.of()),
        placement.flatMap(candidates::replicas).orElse(null),
        placement.flatMap(candidates::autoscaler).orElse(null),
        placement.flatMap(candidates::workload).orElse(null),
        form.changeKind() == ChangeKind.ROLLBACK
            ? placement
                .map(known ->
                    candidates.back(known, preview == null ? null : preview.targetDeployment()))
                .orElse(WaysBack.NONE)
            : WaysBack.NONE,
        service
            .flatMap(known ->
                environments.bySlug(there).flatMap(stage -> candidates.whyNot(known, stage, actor)))
            .orElse(null),
        errors,
        preview,
        preview == null ? null : openChanges.waitingFor(preview).map(plans::byId).orElse(null),
        preview == null
            ? null
            : operations.inTheWayOf(preview.placement(), preview.kind()).orElse(null),
        failure,
        moved,
        UUID.randomUUID().toString());
  }

  /// A version that was picked goes to every container that runs the image of the service now: an
  /// init container that migrates the schema belongs to the same release.
  private PlanForm picked(PlanForm form) {
    if (!form.namesOneImage() || form.service() == null || form.environment() == null) {
      return form;
    }
    return placement(form.service(), form.environment())
        .map(candidates::alike)
        .filter(alike -> alike.size() > 1)
        .map(form::inAllOf)
        .orElse(form);
  }

  private List<NewPlanPage.ContainerField> containerFields(PlanForm form, Placement placement) {
    var known = candidates.containers(placement);
    return known.size() < 2
        ? List.of()
        : known.stream()
            .map(each ->
                new NewPlanPage.ContainerField(
                    each.container(),
                    each.init(),
                    each.image(),
                    form.typedFor(
                        each.container(), each.container().equals(placement.container()))))
            .toList();
  }

  private Optional<Placement> placement(String service, String environment) {
    return services
        .bySlug(service)
        .flatMap(known ->
            environments
                .bySlug(environment)
                .map(EnvironmentView::id)
                .flatMap(stage -> placements.at(known.id(), stage)));
  }
}
