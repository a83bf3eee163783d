package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.ApiTokenView;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.Grants;
import dev.slipway.identity.IdentityNotFound;
import dev.slipway.identity.OneTimeLinks;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.identity.Sessions;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// Draws the page of a person, for everybody who acts on one.
@Component
class PersonPages {

  private static final String VIEW = "identity/person";

  private final People people;
  private final Teams teams;
  private final Grants grants;
  private final OneTimeLinks links;
  private final Sessions sessions;
  private final ApiTokens tokens;
  private final Access access;
  private final SecondPerson second;

  PersonPages(
      People people,
      Teams teams,
      Grants grants,
      OneTimeLinks links,
      Sessions sessions,
      ApiTokens tokens,
      Access access,
      SecondPerson second) {
    this.people = people;
    this.teams = teams;
    this.grants = grants;
    this.links = links;
    this.sessions = sessions;
    this.tokens = tokens;
    this.access = access;
    this.second = second;
  }

  PersonSummary require(String handle) {
    return people.byHandle(handle).orElseThrow(() -> new IdentityNotFound("person", handle));
  }

  boolean manages(Actor actor) {
    return access.permits(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL);
  }

  List<TeamSummary> teamsOf(PersonSummary person) {
    var ids = teams.of(person.id());
    return teams.all().stream().filter(team -> ids.contains(team.id())).toList();
  }

  String show(
      PersonSummary person,
      PersonPage.@Nullable NewLink link,
      GrantForm grant,
      Retyped retyped,
      Actor actor,
      Model model) {
    var manages = manages(actor);
    var account =
        manages
            ? new PersonPage.Account(links.of(person.id()), sessions.open(person.id()))
            : PersonPage.Account.NOT_SHOWN;
    model.addAttribute(
        "page",
        new PersonPage(
            people.details(person.id()).orElseThrow(),
            teamsOf(person),
            grants.of(person.id()),
            grants.ended(person.id()),
            PersonPage.rightsOf(access, person.id()),
            second.waiting(Subject.of("person", person.handle(), person.name())),
            tokens(person, actor),
            account,
            manages,
            manages && !actor.is(person.id().value()),
            link,
            grant,
            retyped,
            PersonPage.roleChoices(),
            teamChoices(),
            PersonPage.environmentChoices()));
    return VIEW;
  }

  /// The person's page after an act; with what was typed, at its place, where that does not do.
  String changed(
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
      return show(person, null, GrantForm.NEW, retyped, actor, model);
    }
  }

  private List<ApiTokenView> tokens(PersonSummary person, Actor actor) {
    return tokens.of(person.id()).stream()
        .filter(token -> token.inForce() && tokens.mayRevoke(actor, token))
        .toList();
  }

  private Map<String, String> teamChoices() {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("", "every team");
    teams.all().forEach(team -> choices.put(team.slug(), team.name()));
    return choices;
  }
}
