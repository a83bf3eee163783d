package dev.slipway.slo.web;

import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Refusals;
import dev.slipway.slo.ObjectiveDetails;
import dev.slipway.slo.Objectives;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Defines objectives, edits them, and says whether they count.
@Controller
@Requires(Permission.SLO_EDIT)
class ObjectiveFormController {

  private static final String VIEW = "slo/objective-form";
  private static final Set<ProblemType> SHOWN_IN_THE_FORM =
      Set.of(
          ProblemType.INVALID_INPUT,
          ProblemType.CONFLICT,
          ProblemType.NOT_FOUND,
          ProblemType.NOT_ALLOWED,
          ProblemType.TOO_MANY_REQUESTS);

  private final Objectives objectives;
  private final ObjectivePages pages;
  private final ObjectiveTrials trials;
  private final ObjectiveChoices choices;
  private final Refusals refusals;

  ObjectiveFormController(
      Objectives objectives,
      ObjectivePages pages,
      ObjectiveTrials trials,
      ObjectiveChoices choices,
      Refusals refusals) {
    this.objectives = objectives;
    this.pages = pages;
    this.trials = trials;
    this.choices = choices;
    this.refusals = refusals;
  }

  @GetMapping("/slo/new")
  ModelAndView begin(@ModelAttribute ObjectiveForm form, Actor actor) {
    return shown(page(null, form.begun(), null, Map.of(), actor));
  }

  @PostMapping("/slo")
  ModelAndView define(@ModelAttribute ObjectiveForm form, Actor actor, HttpServletRequest request) {
    try {
      var id =
          objectives.define(
              ObjectiveForm.text(form.service()),
              ObjectiveForm.text(form.environment()),
              form.definition(),
              form.isActive(),
              actor);
      return new ModelAndView("redirect:/slo/" + id);
    } catch (DomainFailure refused) {
      return again(null, form, refused, actor, request);
    }
  }

  @GetMapping("/slo/{id}/edit")
  ModelAndView edit(@PathVariable UUID id, Actor actor) {
    var known = objectives.byId(id);
    return shown(page(known, ObjectiveForm.of(known), null, Map.of(), actor));
  }

  @PostMapping("/slo/{id}/edit")
  ModelAndView describe(
      @PathVariable UUID id,
      @ModelAttribute ObjectiveForm form,
      Actor actor,
      HttpServletRequest request) {
    try {
      return after(
          id,
          objectives.edit(
              id, form.seen(), form.definition(), ObjectiveForm.text(form.reason()), actor));
    } catch (DomainFailure refused) {
      return again(objectives.byId(id), form, refused, actor, request);
    }
  }

  /// Asks the datasource now; nothing is stored, and what was typed stays.
  @PostMapping("/slo/try")
  ModelAndView tryNew(@ModelAttribute ObjectiveForm form, Actor actor, HttpServletRequest request) {
    return tried(null, form, actor, request);
  }

  @PostMapping("/slo/{id}/try")
  ModelAndView tryKnown(
      @PathVariable UUID id,
      @ModelAttribute ObjectiveForm form,
      Actor actor,
      HttpServletRequest request) {
    return tried(objectives.byId(id), form, actor, request);
  }

  @PostMapping("/slo/{id}/activate")
  ModelAndView activate(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      HttpServletRequest request) {
    return moved(
        id,
        reason,
        actor,
        request,
        () -> {
          objectives.activate(id, reason, actor);
          return Optional.empty();
        });
  }

  @PostMapping("/slo/{id}/disable")
  ModelAndView disable(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      HttpServletRequest request) {
    return moved(id, reason, actor, request, () -> objectives.disable(id, reason, actor));
  }

  /// At the objective, or where somebody else agrees to it.
  private static ModelAndView after(UUID id, Optional<WaitingAct> waits) {
    return new ModelAndView("redirect:" + waits.map(WaitingAct::link).orElse("/slo/" + id));
  }

  private ModelAndView moved(
      UUID id,
      String reason,
      Actor actor,
      HttpServletRequest request,
      Supplier<Optional<WaitingAct>> move) {
    try {
      return after(id, move.get());
    } catch (DomainFailure refused) {
      if (refused.problem() == ProblemType.NOT_FOUND
          || !SHOWN_IN_THE_FORM.contains(refused.problem())) {
        throw refused;
      }
      refusals.announce(refused, actor, request);
      var why = new ObjectivePage.Refused(refused.detail(), reason);
      return new ModelAndView(
          "slo/objective",
          Map.of("page", pages.one(id, "", why, actor)),
          HttpStatusCode.valueOf(refused.problem().status()));
    }
  }

  /// Where a reload or a pasted address of a move ends: at the objective, and nothing is moved.
  @GetMapping({"/slo/{id}/activate", "/slo/{id}/disable", "/slo/{id}/try"})
  String moves(@PathVariable UUID id) {
    return "redirect:/slo/" + id;
  }

  @GetMapping("/slo/try")
  String trial() {
    return "redirect:/slo/new";
  }

  private ModelAndView tried(
      @Nullable ObjectiveDetails known,
      ObjectiveForm form,
      Actor actor,
      HttpServletRequest request) {
    try {
      return shown(page(known, form, trials.typed(form.definition(), actor), Map.of(), actor));
    } catch (DomainFailure refused) {
      return again(known, form, refused, actor, request);
    }
  }

  private ModelAndView again(
      @Nullable ObjectiveDetails known,
      ObjectiveForm form,
      DomainFailure refused,
      Actor actor,
      HttpServletRequest request) {
    if (!SHOWN_IN_THE_FORM.contains(refused.problem())) {
      throw refused;
    }
    refusals.announce(refused, actor, request);
    var page = page(known, form, null, Map.of(field(refused, form), refused.detail()), actor);
    var again = shown(page);
    again.setStatus(
        HttpStatusCode.valueOf(
            refused.problem() == ProblemType.NOT_FOUND ? 422 : refused.problem().status()));
    return again;
  }

  private String field(DomainFailure refused, ObjectiveForm form) {
    if (refused instanceof FieldRefused typed) {
      return typed.field();
    }
    return switch (refused.problem()) {
      case CONFLICT -> "name";
      case TOO_MANY_REQUESTS -> "datasource";
      case NOT_ALLOWED -> form.version() == null ? "service" : "reason";
      case NOT_FOUND ->
          choices.knowsService(ObjectiveForm.text(form.service())) ? "environment" : "service";
      default -> "reason";
    };
  }

  private static ModelAndView shown(ObjectiveFormPage page) {
    return new ModelAndView(VIEW, "page", page);
  }

  private ObjectiveFormPage page(
      @Nullable ObjectiveDetails known,
      ObjectiveForm form,
      ObjectiveFormPage.@Nullable Trial trial,
      Map<String, String> errors,
      Actor actor) {
    return new ObjectiveFormPage(
        known,
        form,
        choices.services(actor),
        choices.environments(),
        choices.datasources("choose one"),
        trial,
        known == null ? "" : pages.loosening(known.summary(), actor).hint(),
        errors);
  }
}
