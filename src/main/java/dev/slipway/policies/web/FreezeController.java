package dev.slipway.policies.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import dev.slipway.policies.FreezeView;
import dev.slipway.policies.FreezeWindows;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class FreezeController {

  private static final String PAGE = "policies/freezes";

  private final FreezeWindows freezes;
  private final Environments environments;
  private final Systems systems;
  private final Access access;
  private final SecondPerson second;

  FreezeController(
      FreezeWindows freezes,
      Environments environments,
      Systems systems,
      Access access,
      SecondPerson second) {
    this.freezes = freezes;
    this.environments = environments;
    this.systems = systems;
    this.access = access;
    this.second = second;
  }

  @GetMapping("/freezes")
  @Requires(Permission.VIEW)
  ModelAndView calendar(@RequestParam(defaultValue = "") String environment, Actor actor) {
    var chosen =
        environments.bySlug(environment).map(found -> found.id().value().toString()).orElse("");
    var empty = FreezeForm.EMPTY;
    var form = new FreezeForm("", chosen, "", empty.zone(), "", "", false, "", "");
    return new ModelAndView(PAGE, "page", page(form, Map.of(), actor));
  }

  @GetMapping("/environments/{slug}/freezes/panel")
  @Requires(Permission.VIEW)
  ModelAndView panel(@PathVariable String slug, Actor actor) {
    var environment = environments.require(slug);
    var now = freezes.now();
    var rows =
        freezes.inForce().stream()
            .filter(freeze ->
                freeze.environment() == null
                    || freeze.environment().equals(environment.id().value()))
            .map(freeze -> row(freeze, now, actor))
            .toList();
    return new ModelAndView(
        "policies/panels :: freezes", Map.of("page", rows, "environment", environment));
  }

  @PostMapping("/freezes")
  @Requires(Permission.FREEZE_EDIT)
  ModelAndView declare(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String zone,
      @RequestParam(defaultValue = "") String starts,
      @RequestParam(defaultValue = "") String ends,
      @RequestParam(defaultValue = "false") boolean weekly,
      @RequestParam(defaultValue = "") String lastDay,
      @RequestParam(defaultValue = "") String reason,
      Actor actor) {
    var form =
        new FreezeForm(name, environment, system, zone, starts, ends, weekly, lastDay, reason);
    try {
      freezes.declare(form.wish(), actor);
      return new ModelAndView("redirect:/freezes");
    } catch (DomainFailure failure) {
      if (failure.problem() != ProblemType.INVALID_INPUT) {
        throw failure;
      }
      return new ModelAndView(
          PAGE,
          Map.of("page", page(form, Map.of(form.refusedField(failure), failure.detail()), actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  @PostMapping("/freezes/{id}/end")
  @Requires(Permission.FREEZE_EDIT)
  ModelAndView end(
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam(defaultValue = "") String reason,
      Actor actor) {
    var typed = new FreezeChange(id, "", reason);
    return changed(typed, actor, () -> freezes.end(id, version, reason, actor));
  }

  @PostMapping("/freezes/{id}/shorten")
  @Requires(Permission.FREEZE_EDIT)
  ModelAndView shorten(
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam(defaultValue = "") String ends,
      @RequestParam(defaultValue = "") String reason,
      Actor actor) {
    var typed = new FreezeChange(id, ends, reason);
    return changed(typed, actor, () -> freezes.shorten(id, version, typed.newEnd(), reason, actor));
  }

  /// The calendar again, with what was typed, where a value does not do.
  private ModelAndView changed(
      FreezeChange typed, Actor actor, Supplier<Optional<WaitingAct>> change) {
    try {
      return new ModelAndView("redirect:" + change.get().map(WaitingAct::link).orElse("/freezes"));
    } catch (DomainFailure failure) {
      if (failure.problem() != ProblemType.INVALID_INPUT) {
        throw failure;
      }
      var errors = Map.of(typed.refusedField(), failure.detail());
      return new ModelAndView(
          PAGE,
          Map.of("page", page(FreezeForm.EMPTY, errors, typed.values(), actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  private FreezesPage page(FreezeForm form, Map<String, String> errors, Actor actor) {
    return page(form, errors, Map.of(), actor);
  }

  private FreezesPage page(
      FreezeForm form, Map<String, String> errors, Map<String, String> typed, Actor actor) {
    var now = freezes.now();
    var stages = new LinkedHashMap<String, String>();
    stages.put("", "Every environment");
    environments.all().forEach(one -> stages.put(one.id().value().toString(), one.name()));
    var owned = new LinkedHashMap<String, String>();
    owned.put("", "Every system");
    systems.all().forEach(one -> owned.put(one.id().value().toString(), one.name()));
    return new FreezesPage(
        rows(freezes.inForce(), now, actor),
        rows(freezes.past(), now, actor),
        form,
        stages,
        owned,
        errors,
        typed,
        access.permitsSomewhere(actor, Permission.FREEZE_EDIT)
            ? ""
            : "The calendar is edited by environment owners.");
  }

  private List<FreezeRow> rows(List<FreezeView> found, Instant now, Actor actor) {
    return found.stream().map(freeze -> row(freeze, now, actor)).toList();
  }

  private FreezeRow row(FreezeView freeze, Instant now, Actor actor) {
    var environment =
        environments.all().stream()
            .filter(one -> one.id().value().equals(freeze.environment()))
            .findFirst();
    var where = environment.map(EnvironmentView::name).orElse("every environment");
    var system =
        systems.all().stream()
            .filter(one -> one.id().value().equals(freeze.system()))
            .map(one -> one.name() + " in ")
            .findFirst()
            .orElse("");
    var scope =
        environment.map(one -> new Scope(null, one.environmentClass())).orElse(Scope.PORTAL);
    return new FreezeRow(
        freeze,
        system + where,
        freeze.pattern().from(now, 3),
        !freeze.ended() && freeze.pattern().at(now).isPresent(),
        access.permits(actor, Permission.FREEZE_EDIT, scope)
            ? ""
            : "Only an owner of this environment can change it.",
        freeze.ended()
            ? List.of()
            : second.waiting(Subject.of("freeze", freeze.id(), freeze.name())));
  }
}
