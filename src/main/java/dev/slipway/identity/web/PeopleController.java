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
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final SecondPerson second;

  PeopleController(
      People people,
      Teams teams,
      Grants grants,
      OneTimeLinks links,
      Access access,
      SecondPerson second) {
    this.people = people;
    this.teams = teams;
    this.grants = grants;
    this.links = links;
    this.access = access;
    this.second = second;
  }

  @GetMapping("/people")
  @Requires(Permission.VIEW)
  String list(@RequestParam @Nullable String q, Actor actor, Model model) {
    return everybody(q, Retyped.NONE, actor, model);
  }

  private String everybody(@Nullable String q, Retyped retyped, Actor actor, Model model) {
    var wanted = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
    var rows =
        people.all().stream()
            .filter(person ->
                person.name().toLowerCase(Locale.ROOT).contains(wanted)
                    || person.handle().contains(wanted))
            .map(this::row)
            .toList();
    model.addAttribute("page", new PeoplePage(rows, teams.all(), wanted, manages(actor), retyped));
    return "identity/people";
  }

  @GetMapping("/people/{handle}")
  @Requires(Permission.VIEW)
  String person(@PathVariable String handle, Actor actor, Model model) {
    show(require(handle), null, GrantForm.NEW, Retyped.NONE, actor, model);
    return "identity/person";
  }

  @PostMapping("/people")
  @Requires(Permission.PEOPLE_MANAGE)
  String register(
      @RequestParam(defaultValue = "") String handle,
      @RequestParam(defaultValue = "") String name,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    try {
      return "redirect:/people/" + people.register(handle.strip(), name, actor).handle();
    } catch (FieldRefused refused) {
      var words = Map.of("handle", handle, "name", name);
      return everybody(null, Retyped.of(words, refused.field(), refused, response), actor, model);
    }
  }

  @PostMapping("/teams")
  @Requires(Permission.PEOPLE_MANAGE)
  String create(
      @RequestParam(defaultValue = "") String slug,
      @RequestParam(defaultValue = "") String name,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    try {
      return "redirect:/teams/" + teams.create(slug.strip(), name, actor).slug();
    } catch (FieldRefused refused) {
      var words = Map.of("team-slug", slug, "team-name", name);
      return everybody(
          null, Retyped.of(words, "team-" + refused.field(), refused, response), actor, model);
    }
  }

  /// Shows the link once; it is stored nowhere.
  @PostMapping("/people/{handle}/link")
  @Requires(Permission.PEOPLE_MANAGE)
  String link(@PathVariable String handle, Actor actor, Model model) {
    var person = require(handle);
    access.requireRecentSignIn(actor);
    show(
        person,
        "/join/" + links.make(person.id(), actor),
        GrantForm.NEW,
        Retyped.NONE,
        actor,
        model);
    return "identity/person";
  }

  @PostMapping("/people/{handle}/disable")
  @Requires(Permission.PEOPLE_MANAGE)
  String disable(
      @PathVariable String handle,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var person = require(handle);
    return changed(
        () -> people.disable(person.id(), reason, actor),
        person,
        Map.of("account-reason", reason),
        actor,
        model,
        response);
  }

  @PostMapping("/people/{handle}/enable")
  @Requires(Permission.PEOPLE_MANAGE)
  String enable(
      @PathVariable String handle,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var person = require(handle);
    return changed(
        () -> people.enable(person.id(), reason, actor),
        person,
        Map.of("account-reason", reason),
        actor,
        model,
        response);
  }

  @PostMapping("/people/{handle}/grants")
  @Requires(Permission.GRANT_MANAGE)
  String give(
      @PathVariable String handle,
      @RequestParam Role role,
      @RequestParam @Nullable String team,
      @RequestParam @Nullable String environment,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    access.requireRecentSignIn(actor);
    var person = require(handle);
    try {
      return "redirect:"
          + grants
              .give(person.id(), role, team(team), environment(environment), reason, actor)
              .map(WaitingAct::link)
              .orElse("/people/" + handle);
    } catch (FieldRefused refused) {
      if (refused.field().isEmpty()) {
        throw refused;
      }
      response.setStatus(refused.problem().status());
      var grant = new GrantForm(role, team, environment, reason, refused);
      show(person, null, grant, Retyped.NONE, actor, model);
      return "identity/person";
    }
  }

  @PostMapping("/people/{handle}/grants/{grant}/end")
  @Requires(Permission.GRANT_MANAGE)
  String end(
      @PathVariable String handle,
      @PathVariable UUID grant,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    return changed(
        () -> grants.end(grant, reason, actor),
        require(handle),
        Map.of("reason-" + grant, reason),
        actor,
        model,
        response);
  }

  /// The person's page; with what was typed, at its place, where that does not do.
  private String changed(
      Runnable change,
      PersonSummary person,
      Map<String, String> words,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    try {
      change.run();
      return "redirect:/people/" + person.handle();
    } catch (FieldRefused refused) {
      var field = actor.is(person.id().value()) ? "" : words.keySet().iterator().next();
      var retyped = Retyped.of(words, field, refused, response);
      show(person, null, GrantForm.NEW, retyped, actor, model);
      return "identity/person";
    }
  }

  private void show(
      PersonSummary person,
      @Nullable String link,
      GrantForm grant,
      Retyped retyped,
      Actor actor,
      Model model) {
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
            second.waiting(Subject.of("person", person.handle(), person.name())),
            manages(actor),
            manages(actor) && !actor.is(person.id().value()),
            link,
            grant,
            retyped,
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
