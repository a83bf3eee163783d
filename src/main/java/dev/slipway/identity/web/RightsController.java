package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Estate;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// May this person do it here, and why?
@Controller
class RightsController {

  private final PersonPages pages;
  private final Teams teams;
  private final Access access;
  private final ObjectProvider<Estate> estate;

  RightsController(PersonPages pages, Teams teams, Access access, ObjectProvider<Estate> estate) {
    this.pages = pages;
    this.teams = teams;
    this.access = access;
    this.estate = estate;
  }

  @GetMapping("/people/{handle}/rights")
  @Requires(Permission.VIEW)
  String rights(
      @PathVariable String handle,
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      Actor actor,
      Model model) {
    var person = pages.require(handle);
    var owners = owners();
    var classes = classes();
    var asked = service.strip();
    var owner = owners.get(asked);
    var stage = classes.get(environment);
    var fault =
        !asked.isEmpty() && owner == null
            ? "There is no service '%s'. Choose one of the list, or leave it empty."
                .formatted(asked)
            : null;
    var scope = new Scope(owner == null ? null : owner.id(), stage);
    var choices = new LinkedHashMap<String, String>();
    choices.put("", "every environment");
    classes.forEach((slug, of) -> choices.put(slug, slug + " (" + of.slug() + ")"));
    model.addAttribute(
        "page",
        new RightsPage(
            person,
            actor.is(person.id().value()),
            asked,
            stage == null ? "" : environment,
            new TreeSet<>(owners.keySet()),
            choices,
            where(asked, owner, environment, stage),
            fault,
            access.answers(person.id(), scope).stream()
                .map(answer -> RightsPage.Line.of(answer, person, owner == null && stage == null))
                .sorted(Comparator.comparingInt(RightsPage.Line::order))
                .toList(),
            access.whoMay(Permission.GRANT_MANAGE, Scope.PORTAL).stream()
                .filter(giver -> !giver.id().equals(person.id()))
                .toList()));
    return "identity/rights";
  }

  private static String where(
      String service,
      @Nullable TeamSummary owner,
      String environment,
      @Nullable EnvironmentClass stage) {
    if (owner == null && stage == null) {
      return "Anywhere; choose a service or an environment for the answer there";
    }
    var of = owner == null ? "Of every service" : "Of " + service + ", team " + owner.name() + ",";
    if (stage == null) {
      return of + " in every environment";
    }
    return of
        + " in "
        + environment
        + (environment.equals(stage.slug()) ? "" : ", class " + stage.slug());
  }

  private Map<String, TeamSummary> owners() {
    Map<String, TeamSummary> owners = new TreeMap<>();
    estate.ifAvailable(all ->
        teams
            .all()
            .forEach(team -> all.servicesOf(team.id()).forEach(slug -> owners.put(slug, team))));
    return owners;
  }

  private Map<String, EnvironmentClass> classes() {
    Map<String, EnvironmentClass> classes = new LinkedHashMap<>();
    estate.ifAvailable(all -> {
      for (var each : EnvironmentClass.values()) {
        new TreeSet<>(all.environmentsOf(each)).forEach(slug -> classes.put(slug, each));
      }
    });
    return classes;
  }
}
