package dev.slipway.verification.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Panel;
import dev.slipway.shell.Refusals;
import dev.slipway.verification.EditVerification;
import dev.slipway.verification.SmokeChecks;
import dev.slipway.verification.Verifications;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// How rollouts of a service in an environment are verified.
@Controller
class SettingController {

  private static final String PAGE = "verification/setting";
  private static final String ROLL_BACK = "roll-back";
  private static final Set<ProblemType> SHOWN_IN_THE_FORM =
      Set.of(ProblemType.INVALID_INPUT, ProblemType.CONFLICT);

  private final Verifications verifications;
  private final SmokeChecks checks;
  private final Services services;
  private final Environments environments;
  private final Refusals refusals;

  SettingController(
      Verifications verifications,
      SmokeChecks checks,
      Services services,
      Environments environments,
      Refusals refusals) {
    this.verifications = verifications;
    this.checks = checks;
    this.services = services;
    this.environments = environments;
    this.refusals = refusals;
  }

  @Bean
  static Panel verificationOfCell() {
    return new Panel(
        "cell", "Verification", 27, "/services/{service}/env/{environment}/verification/panel");
  }

  @GetMapping("/services/{service}/env/{environment}/verification")
  @Requires(Permission.VIEW)
  ModelAndView page(@PathVariable String service, @PathVariable String environment, Actor actor) {
    return new ModelAndView(PAGE, "page", page(service, environment, null, Map.of(), actor));
  }

  @GetMapping("/services/{service}/env/{environment}/verification/panel")
  @Requires(Permission.VIEW)
  ModelAndView panel(@PathVariable String service, @PathVariable String environment, Actor actor) {
    return new ModelAndView(
        "verification/panel :: cell", "page", page(service, environment, null, Map.of(), actor));
  }

  @PostMapping("/services/{service}/env/{environment}/verification")
  @Requires(Permission.VERIFICATION_EDIT)
  ModelAndView edit(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam(defaultValue = "") String verify,
      @RequestParam(defaultValue = "tell") String failed,
      @RequestParam(defaultValue = "") String why,
      Actor actor,
      HttpServletRequest request) {
    var typed =
        new EditVerification(
            service, environment, version, enabled(verify), failed.equals(ROLL_BACK), why);
    try {
      requireKnown("verify", verify, Set.of("", "yes", "no"));
      requireKnown("failed", failed, Set.of("tell", ROLL_BACK));
      verifications.edit(typed, actor);
      return new ModelAndView("redirect:/services/%s/env/%s".formatted(service, environment));
    } catch (DomainFailure refused) {
      if (!SHOWN_IN_THE_FORM.contains(refused.problem())) {
        throw refused;
      }
      refusals.announce(refused, actor, request);
      return new ModelAndView(
          PAGE,
          Map.of("page", page(service, environment, typed, errors(refused), actor)),
          HttpStatusCode.valueOf(refused.problem().status()));
    }
  }

  /// What is not offered is no answer: taken for "no" it would end the verification of a service.
  private static void requireKnown(String field, String value, Set<String> known) {
    if (!known.contains(value)) {
      throw new FieldRefused(field, "Choose one of what is offered.");
    }
  }

  /// What is wrong, by its field: an old page is wrong in what it would replace.
  private static Map<String, String> errors(DomainFailure refused) {
    var field =
        refused instanceof FieldRefused one
            ? one.field()
            : refused.problem() == ProblemType.CONFLICT ? "verify" : "why";
    return Map.of(field, refused.detail());
  }

  private static @Nullable Boolean enabled(String verify) {
    return verify.isEmpty() ? null : verify.equals("yes");
  }

  private SettingPage page(
      String service,
      String environment,
      @Nullable EditVerification typed,
      Map<String, String> errors,
      Actor actor) {
    var of = services.require(service);
    var in = environments.require(environment);
    return new SettingPage(
        of,
        in,
        verifications.setting(service, environment),
        verifications.objectives(of.id(), in.id()),
        checks.of(of.id(), in.id()),
        checks.waiting(service, environment),
        verifications.whyNotEdit(of, in, actor),
        typed,
        errors);
  }
}
