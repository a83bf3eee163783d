package dev.slipway.gate.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.gate.DryRuns;
import dev.slipway.gate.GateOutlooks;
import dev.slipway.gate.StartDryRun;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Panel;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.Objectives;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What the gate would say of changes, and where it holds nothing back.
@Controller
class DryRunController {

  private static final String PAGE = "gate/dry-runs";
  private static final int NAMES = 5;

  private final DryRuns runs;
  private final GateOutlooks outlooks;
  private final Services services;
  private final Environments environments;
  private final Objectives objectives;
  private final SecondPerson second;
  private final Access access;

  DryRunController(
      DryRuns runs,
      GateOutlooks outlooks,
      Services services,
      Environments environments,
      Objectives objectives,
      SecondPerson second,
      Access access) {
    this.runs = runs;
    this.outlooks = outlooks;
    this.services = services;
    this.environments = environments;
    this.objectives = objectives;
    this.second = second;
    this.access = access;
  }

  @Bean
  static Panel gateOfObjective() {
    return new Panel(
        "objective",
        "What may go now",
        10,
        "/services/{service}/env/{environment}/gate?objective={objective}");
  }

  @Bean
  static Panel dryRunsOfObjectives() {
    return new Panel("objectives", "Dry runs of the gate", 10, DryRunPage.PATH + "/panel");
  }

  /// What the gate would say of changes there now.
  ///
  /// @param objective on whose page it stands; null for none
  @GetMapping("/services/{service}/env/{environment}/gate")
  @Requires(Permission.VIEW)
  ModelAndView outlook(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam(required = false) @Nullable UUID objective) {
    var one = services.require(service);
    var stage = environments.require(environment);
    return new ModelAndView(
        "gate/panel :: outlook",
        "page",
        new OutlookPanel(
            outlooks.of(one, stage).orElse(null),
            runs.inForce(one.id(), stage.id()).orElse(null),
            objective == null ? null : silent(objectives.byId(objective).summary())));
  }

  private static @Nullable String silent(ObjectiveSummary objective) {
    if (objective.counts()) {
      return null;
    }
    return switch (objective.status()) {
      case DRAFT -> "This one is a draft and holds nothing back, whatever its numbers are.";
      case DISABLED -> "This one is disabled and holds nothing back.";
      case ACTIVE -> "This one has no say in what may ship.";
    };
  }

  @GetMapping(DryRunPage.PATH)
  @Requires(Permission.VIEW)
  ModelAndView page(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      Actor actor) {
    return new ModelAndView(
        PAGE,
        "page",
        page(Map.of("service", service, "environment", environment), Map.of(), actor));
  }

  @GetMapping(DryRunPage.PATH + "/panel")
  @Requires(Permission.VIEW)
  ModelAndView panel(Actor actor) {
    return new ModelAndView("gate/panel :: dry-runs", "page", page(Map.of(), Map.of(), actor));
  }

  @PostMapping(DryRunPage.PATH)
  @Requires(Permission.POLICY_EDIT)
  ModelAndView start(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String reason,
      Actor actor) {
    try {
      var wish = new StartDryRun(service, environment, number(days), reason);
      var waits = runs.start(wish, actor);
      return new ModelAndView("redirect:" + waits.map(WaitingAct::link).orElse(DryRunPage.PATH));
    } catch (DomainFailure refused) {
      var typed =
          Map.of("service", service, "environment", environment, "days", days, "reason", reason);
      return new ModelAndView(
          PAGE,
          Map.of("page", page(typed, errors(refused), actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  @PostMapping(DryRunPage.PATH + "/{id}/end")
  @Requires(Permission.POLICY_EDIT)
  ModelAndView end(
      @PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
    try {
      runs.end(id, reason, actor);
      return new ModelAndView("redirect:" + DryRunPage.PATH);
    } catch (DomainFailure refused) {
      if (refused.problem() != ProblemType.INVALID_INPUT) {
        throw refused;
      }
      return new ModelAndView(
          PAGE,
          Map.of("page", page(Map.of(), Map.of("end", refused.detail()), actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  /// Where a reload of an end leads.
  @GetMapping(DryRunPage.PATH + "/{id}/end")
  @Requires(Permission.VIEW)
  String ended(@PathVariable UUID id) {
    return "redirect:" + DryRunPage.PATH;
  }

  private DryRunPage page(Map<String, String> typed, Map<String, String> errors, Actor actor) {
    return new DryRunPage(
        runs.inForce(),
        second.waitingAbout("gate"),
        environments.all().stream()
            .filter(stage -> stage.environmentClass() == EnvironmentClass.PRODUCTION)
            .toList(),
        typed,
        errors,
        whyNot(actor));
  }

  private @Nullable String whyNot(Actor actor) {
    return access.permitsSomewhere(actor, Permission.POLICY_EDIT)
        ? null
        : access.whoMaySomewhere(Permission.POLICY_EDIT).stream()
            .limit(NAMES)
            .map(PersonSummary::name)
            .collect(Collectors.joining(", ", "An owner of the environment can: ", "."));
  }

  private static int number(String days) {
    return days.matches("[0-9]{1,3}") ? Integer.parseInt(days) : 0;
  }

  /// What a field can answer for; anything else is thrown on.
  private static Map<String, String> errors(DomainFailure refused) {
    return switch (refused.problem()) {
      case INVALID_INPUT ->
          Map.of(
              refused instanceof FieldRefused field ? field.field() : "reason", refused.detail());
      case NOT_FOUND -> Map.of("service", refused.detail());
      case CONFLICT -> Map.of("environment", refused.detail());
      default -> throw refused;
    };
  }
}
