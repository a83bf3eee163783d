package dev.slipway.gate.web;

import dev.slipway.gate.AskExclusion;
import dev.slipway.gate.ExclusionCause;
import dev.slipway.gate.Exclusions;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Panel;
import dev.slipway.slo.Objectives;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Time that does not count against an objective: asked for, shown and taken back.
@Controller
class ExclusionController {

  private static final String PAGE = "gate/exclusions";

  private final Exclusions exclusions;
  private final Objectives objectives;
  private final Access access;

  ExclusionController(Exclusions exclusions, Objectives objectives, Access access) {
    this.exclusions = exclusions;
    this.objectives = objectives;
    this.access = access;
  }

  @Bean
  static Panel exclusionsOfObjective() {
    return new Panel(
        "objective",
        "Time that does not count",
        15,
        "/gate/objectives/{objective}/exclusions/panel");
  }

  @GetMapping("/gate/objectives/{objective}/exclusions")
  @Requires(Permission.VIEW)
  ModelAndView page(@PathVariable UUID objective, Actor actor) {
    return new ModelAndView(PAGE, "page", page(objective, Map.of(), Map.of(), actor));
  }

  @GetMapping("/gate/objectives/{objective}/exclusions/panel")
  @Requires(Permission.VIEW)
  ModelAndView panel(@PathVariable UUID objective, Actor actor) {
    return new ModelAndView(
        "gate/exclusion-lines :: panel", "page", page(objective, Map.of(), Map.of(), actor));
  }

  @PostMapping("/gate/objectives/{objective}/exclusions")
  @Requires(Permission.GATE_OVERRIDE)
  ModelAndView ask(
      @PathVariable UUID objective,
      @RequestParam(defaultValue = "") String starts,
      @RequestParam(defaultValue = "") String ends,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String where,
      Actor actor) {
    try {
      exclusions.ask(
          new AskExclusion(
              objective, moment("starts", starts), moment("ends", ends), cause(cause), why, where),
          actor);
      return new ModelAndView("redirect:" + Exclusions.path(objective));
    } catch (DomainFailure refused) {
      var typed =
          Map.of("starts", starts, "ends", ends, "cause", cause, "why", why, "where", where);
      return refused(page(objective, typed, errors(refused), actor));
    }
  }

  @PostMapping("/gate/objectives/{objective}/exclusions/{id}/revoke")
  @Requires(Permission.GATE_OVERRIDE)
  ModelAndView revoke(
      @PathVariable UUID objective,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      Actor actor) {
    try {
      exclusions.revoke(objective, id, reason, actor);
      return new ModelAndView("redirect:" + Exclusions.path(objective));
    } catch (DomainFailure refused) {
      if (refused.problem() != ProblemType.INVALID_INPUT) {
        throw refused;
      }
      return refused(page(objective, Map.of(), Map.of("reason-" + id, refused.detail()), actor));
    }
  }

  /// Where a reload of a refused act leads.
  @GetMapping("/gate/objectives/{objective}/exclusions/{id}/revoke")
  @Requires(Permission.VIEW)
  String revoked(@PathVariable UUID objective, @PathVariable UUID id) {
    return "redirect:" + Exclusions.path(objective);
  }

  private static ModelAndView refused(ExclusionsPage page) {
    return new ModelAndView(PAGE, Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private ExclusionsPage page(
      UUID id, Map<String, String> typed, Map<String, String> errors, Actor actor) {
    var details = objectives.byId(id);
    var summary = details.summary();
    return new ExclusionsPage(
        summary,
        exclusions.of(id),
        exclusions.whyNot(details, actor),
        access.permits(
            actor,
            Permission.GATE_OVERRIDE,
            Scope.of(summary.service().team(), summary.environment().environmentClass())),
        typed,
        errors);
  }

  /// A field of the browser has no zone; this one is labelled UTC.
  private static Instant moment(String field, String typed) {
    try {
      return LocalDateTime.parse(typed.strip()).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      throw new FieldRefused(field, "Give a day and a full hour, such as 2026-11-22T02:00.");
    }
  }

  private static ExclusionCause cause(String typed) {
    return ExclusionCause.ofSlug(typed)
        .orElseThrow(() -> new FieldRefused("cause", "Choose what it was."));
  }

  /// What a field can answer for; anything else is thrown on.
  private static Map<String, String> errors(DomainFailure refused) {
    return switch (refused.problem()) {
      case INVALID_INPUT -> Map.of(field(refused), refused.detail());
      case CONFLICT -> Map.of("starts", refused.detail());
      default -> throw refused;
    };
  }

  private static String field(DomainFailure refused) {
    var name = refused instanceof FieldRefused field ? field.field() : "reason";
    return switch (name) {
      case "reason" -> "why";
      case "ticket" -> "where";
      default -> name;
    };
  }
}
