package dev.slipway.slo.web;

import dev.slipway.catalog.Environments;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.AnotherAdministrator;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Refusals;
import dev.slipway.slo.DatasourceView;
import dev.slipway.slo.Datasources;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// Where objectives are counted: what is connected, and connecting it.
@Controller
@RequestMapping(DatasourceFormPage.PATH)
class DatasourceController {

  private static final String LIST = "slo/datasources";
  private static final String FORM = "slo/datasource-form";
  private static final Set<ProblemType> SHOWN_IN_THE_FORM =
      Set.of(ProblemType.INVALID_INPUT, ProblemType.CONFLICT);

  private final Datasources datasources;
  private final Environments environments;
  private final Access access;
  private final AnotherAdministrator another;
  private final Refusals refusals;

  DatasourceController(
      Datasources datasources,
      Environments environments,
      Access access,
      AnotherAdministrator another,
      Refusals refusals) {
    this.datasources = datasources;
    this.environments = environments;
    this.access = access;
    this.another = another;
    this.refusals = refusals;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  ModelAndView all(Actor actor) {
    return list(actor, null, true);
  }

  /// Asks one now, and says what it said.
  @PostMapping("/{id}/check")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView check(@PathVariable UUID id, Actor actor) {
    var trouble = datasources.check(id, actor);
    var name = datasources.byId(id).name();
    return list(
        actor,
        name + ": " + (trouble == null ? "it was asked just now." : trouble),
        trouble == null);
  }

  @GetMapping("/new")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView begin(Actor actor) {
    return shown(page(null, DatasourceForm.EMPTY, Map.of(), actor));
  }

  @PostMapping
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView connect(
      @ModelAttribute DatasourceForm form, Actor actor, HttpServletRequest request) {
    try {
      return to(datasources.connect(form.wish(), actor));
    } catch (DomainFailure refused) {
      return again(null, form, refused, "reason", actor, request);
    }
  }

  @GetMapping("/{id}/edit")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView edit(@PathVariable UUID id, Actor actor) {
    var known = datasources.byId(id);
    return shown(page(known, DatasourceForm.of(known), Map.of(), actor));
  }

  @PostMapping("/{id}/edit")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView describe(
      @PathVariable UUID id,
      @ModelAttribute DatasourceForm form,
      Actor actor,
      HttpServletRequest request) {
    try {
      return to(datasources.edit(id, form.wish(), actor));
    } catch (DomainFailure refused) {
      return again(datasources.byId(id), form, refused, "reason", actor, request);
    }
  }

  @PostMapping("/{id}/remove")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView remove(
      @PathVariable UUID id,
      @ModelAttribute DatasourceForm form,
      Actor actor,
      HttpServletRequest request) {
    try {
      datasources.remove(id, form.typed("removal"), actor);
      return new ModelAndView("redirect:" + DatasourceFormPage.PATH);
    } catch (DomainFailure refused) {
      var known = datasources.byId(id);
      var kept = DatasourceForm.of(known).removedFor(form.removal());
      return again(known, kept, refused, "removal", actor, request);
    }
  }

  /// Where a reload or a pasted address of a move ends: at the list, and nothing is moved.
  @GetMapping({"/{id}", "/{id}/check", "/{id}/remove"})
  @Requires(Permission.VIEW)
  String moves(@PathVariable UUID id) {
    return "redirect:" + DatasourceFormPage.PATH;
  }

  private ModelAndView list(Actor actor, @Nullable String said, boolean answered) {
    return new ModelAndView(
        LIST,
        "page",
        new DatasourcesPage(
            datasources.all().stream().map(DatasourcesPage.Row::new).toList(),
            datasources.waiting(),
            whyNot(actor),
            said,
            answered));
  }

  private String whyNot(Actor actor) {
    return access.permits(actor, Permission.CLUSTER_MANAGE, Scope.PORTAL)
        ? ""
        : access.whoMay(Permission.CLUSTER_MANAGE, Scope.PORTAL).stream()
            .map(PersonSummary::name)
            .collect(Collectors.joining(", ", "Needs somebody who manages clusters: ask ", "."));
  }

  /// @param other the field of what no field is named for
  private ModelAndView again(
      @Nullable DatasourceView known,
      DatasourceForm form,
      DomainFailure refused,
      String other,
      Actor actor,
      HttpServletRequest request) {
    if (!SHOWN_IN_THE_FORM.contains(refused.problem())) {
      throw refused;
    }
    refusals.announce(refused, actor, request);
    var field = refused instanceof FieldRefused typed ? typed.field() : other;
    var again = shown(page(known, form, Map.of(field, refused.detail()), actor));
    again.setStatus(HttpStatusCode.valueOf(refused.problem().status()));
    return again;
  }

  private List<WaitingAct> waiting(@Nullable DatasourceView known) {
    return known == null
        ? List.of()
        : datasources.waiting().stream()
            .filter(act -> act.subject().id().equals(known.id().toString()))
            .toList();
  }

  private static ModelAndView to(Optional<WaitingAct> waits) {
    return new ModelAndView(
        "redirect:" + waits.map(WaitingAct::link).orElse(DatasourceFormPage.PATH));
  }

  private static ModelAndView shown(DatasourceFormPage page) {
    return new ModelAndView(FORM, "page", page);
  }

  private DatasourceFormPage page(
      @Nullable DatasourceView known,
      DatasourceForm form,
      Map<String, String> errors,
      Actor actor) {
    Map<String, String> places = new LinkedHashMap<>();
    environments.all().forEach(one -> places.put(one.slug(), one.name()));
    return new DatasourceFormPage(
        known, form, places, waiting(known), another.foretold(actor), errors);
  }
}
