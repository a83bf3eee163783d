package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.IdentityNotFound;
import dev.slipway.identity.OneTimeLinks;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.Teams;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.SlipwaySettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
  private final PersonPages pages;
  private final Access access;
  private final SlipwaySettings settings;

  PeopleController(
      People people,
      Teams teams,
      Grants grants,
      OneTimeLinks links,
      PersonPages pages,
      Access access,
      SlipwaySettings settings) {
    this.people = people;
    this.teams = teams;
    this.grants = grants;
    this.links = links;
    this.pages = pages;
    this.access = access;
    this.settings = settings;
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
    model.addAttribute(
        "page", new PeoplePage(rows, teams.all(), wanted, pages.manages(actor), retyped));
    return "identity/people";
  }

  @GetMapping("/people/{handle}")
  @Requires(Permission.VIEW)
  String person(@PathVariable String handle, Actor actor, Model model) {
    return pages.show(pages.require(handle), null, GrantForm.NEW, Retyped.NONE, actor, model);
  }

  /// Adds somebody, with an invitation that is shown once; it is stored nowhere.
  @PostMapping("/people")
  @Requires(Permission.PEOPLE_MANAGE)
  String register(
      @RequestParam(defaultValue = "") String handle,
      @RequestParam(defaultValue = "") String name,
      Actor actor,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    access.requireRecentSignIn(actor);
    try {
      var person = people.register(handle.strip(), name, actor);
      var invitation = links.make(person.id(), actor);
      var link = PersonPage.NewLink.of(invitation, Addresses.base(settings.publicUrl(), request));
      return pages.show(person, link, GrantForm.NEW, Retyped.NONE, actor, model);
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

  /// Roles of the whole portal have no bounds; the form puts its fields for them away.
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
    var person = pages.require(handle);
    try {
      return "redirect:"
          + grants
              .give(
                  person.id(),
                  role,
                  role.isPortalWide() ? null : team(team),
                  role.isPortalWide() ? null : environment(environment),
                  reason,
                  actor)
              .map(WaitingAct::link)
              .orElse("/people/" + handle);
    } catch (FieldRefused refused) {
      if (refused.field().isEmpty()) {
        throw refused;
      }
      response.setStatus(refused.problem().status());
      var grant = new GrantForm(role, team, environment, reason, refused);
      return pages.show(person, null, grant, Retyped.NONE, actor, model);
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
    return pages.changed(
        () -> grants.end(grant, reason, actor),
        pages.require(handle),
        Map.of("reason-" + grant, reason),
        actor,
        model,
        response);
  }

  private PeoplePage.Row row(PersonSummary person) {
    return new PeoplePage.Row(person, pages.teamsOf(person), RoleLines.of(grants.of(person.id())));
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
