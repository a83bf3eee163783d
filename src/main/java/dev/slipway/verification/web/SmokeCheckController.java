package dev.slipway.verification.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Refusals;
import dev.slipway.verification.SmokeCheck;
import dev.slipway.verification.SmokeChecks;
import dev.slipway.verification.SmokeTrials;
import dev.slipway.verification.SmokeTry;
import dev.slipway.verification.Verifications;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Smoke tests of a service in an environment: adding, editing, trying out, removing.
@Controller
@RequestMapping("/services/{service}/env/{environment}/verification/checks")
class SmokeCheckController {

  private static final String PAGE = "verification/check";
  private static final Set<ProblemType> SHOWN_IN_THE_FORM =
      Set.of(ProblemType.INVALID_INPUT, ProblemType.CONFLICT, ProblemType.TOO_MANY_REQUESTS);

  private final SmokeChecks checks;
  private final SmokeTrials trials;
  private final Verifications verifications;
  private final Services services;
  private final Environments environments;
  private final Refusals refusals;

  SmokeCheckController(
      SmokeChecks checks,
      SmokeTrials trials,
      Verifications verifications,
      Services services,
      Environments environments,
      Refusals refusals) {
    this.checks = checks;
    this.trials = trials;
    this.verifications = verifications;
    this.services = services;
    this.environments = environments;
    this.refusals = refusals;
  }

  private record Place(String service, String environment) {

    /// Where somebody else agrees to it, or at the list.
    ModelAndView after(Optional<WaitingAct> waits) {
      return waits.map(act -> new ModelAndView("redirect:" + act.link())).orElseGet(this::settings);
    }

    ModelAndView settings() {
      return new ModelAndView("redirect:" + SmokeCheckPage.list(service, environment));
    }
  }

  @GetMapping("/new")
  @Requires(Permission.VIEW)
  ModelAndView begin(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam(defaultValue = "http") String kind,
      Actor actor) {
    var form = SmokeCheckForm.empty(kind, service);
    return shown(new Place(service, environment), form, null, Map.of(), actor);
  }

  @GetMapping("/{check}")
  @Requires(Permission.VIEW)
  ModelAndView one(
      @PathVariable String service,
      @PathVariable String environment,
      @PathVariable UUID check,
      Actor actor) {
    var form = SmokeCheckForm.of(checks.byId(service, environment, check), "");
    return shown(new Place(service, environment), form, null, Map.of(), actor);
  }

  @PostMapping
  @Requires(Permission.VERIFICATION_EDIT)
  ModelAndView add(
      @PathVariable String service,
      @PathVariable String environment,
      @ModelAttribute SmokeCheckForm form,
      Actor actor,
      HttpServletRequest request) {
    var place = new Place(service, environment);
    try {
      return place.after(checks.add(service, environment, form.wish(), actor));
    } catch (DomainFailure refused) {
      return again(place, form, refused, "reason", actor, request);
    }
  }

  @PostMapping("/{check}")
  @Requires(Permission.VERIFICATION_EDIT)
  ModelAndView edit(
      @PathVariable String service,
      @PathVariable String environment,
      @PathVariable UUID check,
      @ModelAttribute SmokeCheckForm form,
      Actor actor,
      HttpServletRequest request) {
    var place = new Place(service, environment);
    try {
      return place.after(checks.edit(service, environment, check, form.wish(), actor));
    } catch (DomainFailure refused) {
      return again(place, form, refused, "reason", actor, request);
    }
  }

  /// Asks once, and stores nothing. Of a Job it asks whether the cluster would take it.
  @PostMapping("/try")
  @Requires(Permission.VERIFICATION_EDIT)
  ModelAndView tryOnce(
      @PathVariable String service,
      @PathVariable String environment,
      @ModelAttribute SmokeCheckForm form,
      Actor actor,
      HttpServletRequest request) {
    var place = new Place(service, environment);
    try {
      var brought = trials.ask(service, environment, form.probe(), form.patience(), actor);
      return shown(place, form, brought, Map.of(), actor);
    } catch (DomainFailure refused) {
      return again(place, form, refused, form.isJob() ? "manifest" : "url", actor, request);
    }
  }

  @PostMapping("/{check}/remove")
  @Requires(Permission.VERIFICATION_EDIT)
  ModelAndView remove(
      @PathVariable String service,
      @PathVariable String environment,
      @PathVariable UUID check,
      @ModelAttribute SmokeCheckForm form,
      Actor actor,
      HttpServletRequest request) {
    var place = new Place(service, environment);
    var why = form.typed("removal");
    try {
      checks.remove(service, environment, check, why, actor);
      return place.settings();
    } catch (DomainFailure refused) {
      SmokeCheck known = checks.byId(service, environment, check);
      return again(place, SmokeCheckForm.of(known, why), refused, "removal", actor, request);
    }
  }

  /// Where a reload or a pasted address of a move ends: at the list, and nothing is moved.
  @GetMapping({"", "/try", "/{check}/remove"})
  @Requires(Permission.VIEW)
  ModelAndView moves(@PathVariable String service, @PathVariable String environment) {
    return new Place(service, environment).settings();
  }

  /// @param other the field of what no field is named for
  private ModelAndView again(
      Place place,
      SmokeCheckForm form,
      DomainFailure refused,
      String other,
      Actor actor,
      HttpServletRequest request) {
    if (!SHOWN_IN_THE_FORM.contains(refused.problem())) {
      throw refused;
    }
    refusals.announce(refused, actor, request);
    var field = refused instanceof FieldRefused typed ? typed.field() : other;
    var again = shown(place, form, null, Map.of(field, refused.detail()), actor);
    again.setStatus(HttpStatusCode.valueOf(refused.problem().status()));
    return again;
  }

  private ModelAndView shown(
      Place place,
      SmokeCheckForm form,
      @Nullable SmokeTry brought,
      Map<String, String> errors,
      Actor actor) {
    var service = services.require(place.service());
    var environment = environments.require(place.environment());
    var whyNot = verifications.whyNotEdit(service, environment, actor);
    var weighs = form.isJob() && checks.jobsWait(environment, actor);
    return new ModelAndView(
        PAGE,
        "page",
        new SmokeCheckPage(service, environment, form, brought, whyNot, weighs, errors));
  }
}
