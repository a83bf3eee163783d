package dev.slipway.verification.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Panel;
import dev.slipway.verification.EditVerification;
import dev.slipway.verification.SmokeChecks;
import dev.slipway.verification.Verifications;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
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

  private final Verifications verifications;
  private final SmokeChecks checks;
  private final Services services;
  private final Environments environments;

  SettingController(
      Verifications verifications,
      SmokeChecks checks,
      Services services,
      Environments environments) {
    this.verifications = verifications;
    this.checks = checks;
    this.services = services;
    this.environments = environments;
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
      @RequestParam(defaultValue = "") String failed,
      @RequestParam(defaultValue = "") String why,
      Actor actor) {
    var wish =
        new EditVerification(
            service, environment, version, enabled(verify), failed.equals("roll-back"), why);
    try {
      verifications.edit(wish, actor);
      return new ModelAndView("redirect:/services/%s/env/%s".formatted(service, environment));
    } catch (DomainFailure refused) {
      if (refused.problem() != ProblemType.INVALID_INPUT) {
        throw refused;
      }
      return new ModelAndView(
          PAGE,
          Map.of("page", page(service, environment, wish, Map.of("why", refused.detail()), actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
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
        verifications.whyNotEdit(of, in, actor),
        typed,
        errors);
  }
}
