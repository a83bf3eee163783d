package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.IdentityNotFound;
import dev.slipway.identity.OneTimeLinks;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Who may what: people, their roles, by whom and why.
@Controller
class PeopleController {

  private final People people;
  private final Teams teams;
  private final Grants grants;
  private final OneTimeLinks links;
  private final Access access;

  PeopleController(People people, Teams teams, Grants grants, OneTimeLinks links, Access access) {
    this.people = people;
    this.teams = teams;
    this.grants = grants;
    this.links = links;
    this.access = access;
  }

  @GetMapping("/people")
  @Requires(Permission.VIEW)
  String list(@RequestParam @Nullable String q, Actor actor, Model model) {
    var wanted = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
    var rows =
        people.all().stream()
            .filter(person ->
                person.name().toLowerCase(Locale.ROOT).contains(wanted)
                    || person.handle().contains(wanted))
            .map(this::row)
            .toList();
    model.addAttribute("page", new PeoplePage(rows, teams.all(), wanted, manages(actor)));
    return "identity/people";
  }

  @GetMapping("/people/{handle}")
  @Requires(Permission.VIEW)
  String person(@PathVariable String handle, Actor actor, Model model) {
    show(require(handle), null, GrantForm.NEW, actor, model);
    return "identity/person";
  }

  @PostMapping("/people")
  @Requires(Permission.PEOPLE_MANAGE)
  String register(@RequestParam String handle, @RequestParam String name, Actor actor) {
    return "redirect:/people/" + people.register(handle.strip(), name, actor).handle();
  }

  /// Shows the link once; it is stored nowhere.
  @PostMapping("/people/{handle}/link")
  @Requires(Permission.PEOPLE_MANAGE)
  String link(@PathVariable String handle, Actor actor, Model model) {
    var person = require(handle);
    access.requireRecentSignIn(actor);
    show(person, "/join/" + links.make(person.id(), actor), GrantForm.NEW, actor, model);
    return "identity/person";
  }

  @PostMapping("/people/{handle}/disable")
  @Requires(Permission.PEOPLE_MANAGE)
  String disable(@PathVariable String handle, @RequestParam String reason, Actor actor) {
    people.disable(require(handle).id(), reason, actor);
    return "redirect:/people/" + handle;
  }

  @PostMapping("/people/{handle}/enable")
  @Requires(Permission.PEOPLE_MANAGE)
  String enable(@PathVariable String handle, @RequestParam String reason, Actor actor) {
    people.enable(require(handle).id(), reason, actor);
    return "redirect:/people/" + handle;
  }

  @PostMapping("/people/{handle}/grants")
  @Requires(Permission.GRANT_MANAGE)
  String give(
      @PathVariable String handle,
      @RequestParam Role role,
      @RequestParam @Nullable String team,
      @RequestParam @Nullable String environment,
      @RequestParam String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    access.requireRecentSignIn(actor);
    var person = require(handle);
    try {
      grants.give(person.id(), role, team(team), environment(environment), reason, actor);
      return "redirect:/people/" + handle;
    } catch (FieldRefused refused) {
      response.setStatus(refused.problem().status());
      show(person, null, new GrantForm(role, team, environment, reason, refused), actor, model);
      return "identity/person";
    }
  }

  @PostMapping("/people/{handle}/grants/{grant}/end")
  @Requires(Permission.GRANT_MANAGE)
  String end(
      @PathVariable String handle,
      @PathVariable UUID grant,
      @RequestParam String reason,
      Actor actor) {
    grants.end(grant, reason, actor);
    return "redirect:/people/" + require(handle).handle();
  }

  private void show(
      PersonSummary person, @Nullable String link, GrantForm grant, Actor actor, Model model) {
    var teamChoices = new LinkedHashMap<String, String>();
    teamChoices.put("", "every team");
    teams.all().forEach(team -> teamChoices.put(team.slug(), team.name()));
    model.addAttribute(
        "page",
        new PersonPage(
            people.details(person.id()).orElseThrow(),
            teamsOf(person),
            grants.of(person.id()),
            PersonPage.rightsOf(access, person.id()),
            manages(actor),
            manages(actor) && !actor.is(person.id().value()),
            link,
            grant,
            PersonPage.roleChoices(),
            teamChoices,
            PersonPage.environmentChoices()));
  }

  private PeoplePage.Row row(PersonSummary person) {
    return new PeoplePage.Row(person, teamsOf(person), RoleLines.of(grants.of(person.id())));
  }

  private List<TeamSummary> teamsOf(PersonSummary person) {
    var ids = teams.of(person.id());
    return teams.all().stream().filter(team -> ids.contains(team.id())).toList();
  }

  private PersonSummary require(String handle) {
    return people.byHandle(handle).orElseThrow(() -> new IdentityNotFound("person", handle));
  }

  private boolean manages(Actor actor) {
    return access.permits(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL);
  }

  private @Nullable TeamId team(@Nullable String slug) {
    return slug == null || slug.isEmpty()
        ? null
        : teams.bySlug(slug).orElseThrow(() -> new IdentityNotFound("team", slug)).id();
  }

  private static @Nullable EnvironmentClass environment(@Nullable String name) {
    return name == null || name.isEmpty() ? null : EnvironmentClass.valueOf(name);
  }
}
