package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Grants;
import dev.slipway.identity.IdentityNotFound;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// One team: its members and who has which role in it.
@Controller
class TeamController {

  private final Teams teams;
  private final People people;
  private final Grants grants;
  private final Access access;
  private final SecondPerson second;

  TeamController(Teams teams, People people, Grants grants, Access access, SecondPerson second) {
    this.teams = teams;
    this.people = people;
    this.grants = grants;
    this.access = access;
    this.second = second;
  }

  record TeamPage(
      TeamSummary team,
      List<PersonSummary> members,
      List<Holder> holders,
      boolean manages,
      Map<String, String> others,
      List<WaitingAct> waiting) {}

  /// Somebody with roles that reach this team.
  record Holder(PersonSummary person, List<String> roles) {}

  @GetMapping("/teams/{slug}")
  @Requires(Permission.VIEW)
  String team(@PathVariable String slug, Actor actor, Model model) {
    var team = require(slug);
    var members = teams.members(team.id());
    Map<String, String> others = new TreeMap<>();
    people.all().stream()
        .filter(person -> person.enabled() && !members.contains(person))
        .forEach(person -> others.put(person.handle(), person.name()));
    model.addAttribute(
        "page",
        new TeamPage(
            team,
            members,
            holders(team),
            manages(actor),
            others,
            second.waiting(Subject.of("team", team.slug(), team.name()))));
    return "identity/team";
  }

  @PostMapping("/teams/{slug}/members")
  @Requires(Permission.PEOPLE_MANAGE)
  String join(@PathVariable String slug, @RequestParam String person, Actor actor) {
    return "redirect:"
        + teams
            .join(require(slug).id(), person(person).id(), actor)
            .map(WaitingAct::link)
            .orElse("/teams/" + slug);
  }

  @PostMapping("/teams/{slug}/members/{handle}/remove")
  @Requires(Permission.PEOPLE_MANAGE)
  String leave(@PathVariable String slug, @PathVariable String handle, Actor actor) {
    teams.leave(require(slug).id(), person(handle).id(), actor);
    return "redirect:/teams/" + slug;
  }

  private List<Holder> holders(TeamSummary team) {
    return people.all().stream()
        .map(person -> new Holder(person, roles(person, team)))
        .filter(holder -> !holder.roles().isEmpty())
        .toList();
  }

  private List<String> roles(PersonSummary person, TeamSummary team) {
    return RoleLines.of(
        grants.of(person.id()).stream().filter(grant -> team.equals(grant.team())).toList());
  }

  private TeamSummary require(String slug) {
    return teams.bySlug(slug).orElseThrow(() -> new IdentityNotFound("team", slug));
  }

  private PersonSummary person(String handle) {
    return people.byHandle(handle).orElseThrow(() -> new IdentityNotFound("person", handle));
  }

  private boolean manages(Actor actor) {
    return access.permits(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL);
  }
}
