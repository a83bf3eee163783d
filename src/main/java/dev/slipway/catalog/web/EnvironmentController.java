package dev.slipway.catalog.web;

import dev.slipway.catalog.EditEnvironment;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.InvalidEntry;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// One environment, and the form that adds or edits it. Its policy is shown by panels of other
/// modules.
@Controller
class EnvironmentController {

  private static final String FORM = "catalog/environment-form";

  private final Environments environments;
  private final Access access;
  private final Teams teams;

  EnvironmentController(Environments environments, Access access, Teams teams) {
    this.environments = environments;
    this.access = access;
    this.teams = teams;
  }

  @GetMapping("/environments/{slug}")
  @Requires(Permission.VIEW)
  ModelAndView environment(@PathVariable String slug, Actor actor) {
    var environment = environments.require(slug);
    return Entry.form(
        "catalog/environment",
        new EnvironmentPage(
            environment,
            environments.all(),
            holders(Role.APPROVER, environment),
            holders(Role.ENVIRONMENT_OWNER, environment),
            access.permits(actor, Permission.CATALOG_MANAGE, Scope.PORTAL)));
  }

  /// Roles hang on teams: whoever has it for one of them.
  private List<PersonSummary> holders(Role role, EnvironmentView environment) {
    return teams.all().stream()
        .flatMap(team ->
            access.holders(role, Scope.of(team.id(), environment.environmentClass())).stream())
        .distinct()
        .sorted(Comparator.comparing(PersonSummary::name))
        .toList();
  }

  @GetMapping("/environments/new")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView form(
      @RequestParam(defaultValue = "") String slug,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(name = "class", defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String rank,
      Actor actor) {
    // Not opened for whoever would be refused when it is sent.
    access.require(
        actor,
        Permission.CATALOG_MANAGE,
        Scope.PORTAL,
        Subject.of("environment", slug, name.isEmpty() ? "new" : name));
    var next =
        rank.isEmpty() ? Integer.toString(PromotionOrder.nextRank(environments.all())) : rank;
    return Entry.form(FORM, newPage(slug, name, kind, next, Map.of()));
  }

  @PostMapping("/environments")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView register(
      @RequestParam(defaultValue = "") String slug,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(name = "class", defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String rank,
      Actor actor) {
    return Entry.sent(
        () ->
            "/environments/"
                + environments
                    .register(
                        new RegisterEnvironment(slug, name, chosen(kind), number(rank)), actor)
                    .slug(),
        FORM,
        errors -> newPage(slug, name, kind, rank, errors));
  }

  @GetMapping("/environments/{slug}/edit")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView form(@PathVariable String slug) {
    var known = environments.require(slug);
    var rank = Integer.toString(known.rank());
    var order = PromotionOrder.words(environments.all());
    return Entry.form(FORM, EntryFormPage.environment(known, known.name(), rank, order, Map.of()));
  }

  @PostMapping("/environments/{slug}")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView edit(
      @PathVariable String slug,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String rank,
      Actor actor) {
    var known = environments.require(slug);
    return Entry.sent(
        () -> {
          environments.edit(new EditEnvironment(known.id(), name, number(rank)), actor);
          return "/environments/" + slug;
        },
        FORM,
        errors ->
            EntryFormPage.environment(
                known, name, rank, PromotionOrder.words(environments.all()), errors));
  }

  private EntryFormPage newPage(
      String slug, String name, String kind, String rank, Map<String, String> errors) {
    var order = PromotionOrder.words(environments.all());
    return EntryFormPage.newEnvironment(slug, name, kind, rank, order, errors);
  }

  private static EnvironmentClass chosen(String kind) {
    return Arrays.stream(EnvironmentClass.values())
        .filter(known -> known.name().equals(kind))
        .findFirst()
        .orElseThrow(() ->
            InvalidEntry.of(
                "class", "Choose the class: roles and policies hang on it, and it never changes."));
  }

  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
  }
}
