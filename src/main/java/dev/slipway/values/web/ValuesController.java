package dev.slipway.values.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Panel;
import dev.slipway.shell.Refusals;
import dev.slipway.values.ValuesDifference;
import dev.slipway.values.ValuesFiles;
import dev.slipway.values.ValuesInForce;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The Helm values of a service in an environment: what was imported, beside another environment
/// and beside what runs.
@Controller
@RequestMapping("/services/{service}/env/{environment}/values")
class ValuesController {

  private final ValuesFiles files;
  private final ValuesInForce inForce;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final Refusals refusals;

  ValuesController(
      ValuesFiles files,
      ValuesInForce inForce,
      Services services,
      Environments environments,
      Access access,
      Refusals refusals) {
    this.files = files;
    this.inForce = inForce;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.refusals = refusals;
  }

  @Bean
  static Panel valuesPanel() {
    return new Panel(
        "cell-side", "Helm values", 70, "/services/{service}/env/{environment}/values/panel");
  }

  @GetMapping
  @Requires(Permission.VIEW)
  ModelAndView values(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam(defaultValue = "") String with,
      Actor actor) {
    return new ModelAndView(
        "values/values", "page", page(service, environment, with, Typed.NOTHING, null, actor));
  }

  @GetMapping("/panel")
  @Requires(Permission.VIEW)
  ModelAndView panel(@PathVariable String service, @PathVariable String environment, Actor actor) {
    return new ModelAndView(
        "values/panel", "page", page(service, environment, "", Typed.NOTHING, null, actor));
  }

  /// Read from the cluster.
  @GetMapping("/running")
  @Requires(Permission.VIEW)
  ModelAndView running(
      @PathVariable String service, @PathVariable String environment, Actor actor) {
    var owned = services.require(service);
    var stage = environments.require(environment);
    var known = files.of(owned, stage, actor);
    if (known.isEmpty()) {
      throw new DomainFailure(
          ProblemType.NOT_FOUND, "There is no file of values here that you may see.");
    }
    return new ModelAndView("values/running", "page", inForce.of(known.getFirst(), owned, stage));
  }

  @PostMapping
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView take(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      HttpServletRequest request) {
    try {
      files.take(service, environment, name, text, reason, actor);
      return new ModelAndView("redirect:" + href(service, environment));
    } catch (DomainFailure refused) {
      if (refused.problem() != ProblemType.INVALID_INPUT) {
        throw refused;
      }
      refusals.announce(refused, actor, request);
      var typed = new Typed(name, text, reason);
      var view =
          new ModelAndView(
              "values/values",
              "page",
              page(service, environment, "", typed, refused.detail(), actor));
      view.setStatus(HttpStatusCode.valueOf(ProblemType.INVALID_INPUT.status()));
      return view;
    }
  }

  /// The address is made of what was found, never of what was sent.
  private String href(String service, String environment) {
    return "/services/%s/env/%s/values"
        .formatted(services.require(service).slug(), environments.require(environment).slug());
  }

  private ValuesPage page(
      String service,
      String environment,
      String with,
      Typed typed,
      @Nullable String fault,
      Actor actor) {
    var owned = services.require(service);
    var stage = environments.require(environment);
    var known = files.of(owned, stage, actor);
    var other = with.isEmpty() ? null : environments.require(with);
    var theirs =
        other == null ? null : files.of(owned, other, actor).stream().findFirst().orElse(null);
    return new ValuesPage(
        owned,
        stage,
        environments.all().stream().filter(each -> !each.equals(stage)).toList(),
        known,
        other,
        theirs == null || known.isEmpty()
            ? null
            : ValuesDifference.between(known.getFirst(), theirs),
        files.maySee(owned, stage, actor),
        who(Permission.ENVIRONMENT_VALUES_VIEW, owned, stage),
        files.mayImport(owned, stage, actor),
        who(Permission.SERVICE_EDIT, owned, stage),
        typed,
        fault);
  }

  private String who(Permission permission, ServiceView service, EnvironmentView stage) {
    var people =
        access.whoMay(permission, Scope.of(service.team(), stage.environmentClass())).stream()
            .limit(3)
            .map(PersonSummary::name)
            .collect(Collectors.joining(", "));
    return people.isEmpty() ? "nobody now" : people;
  }
}
