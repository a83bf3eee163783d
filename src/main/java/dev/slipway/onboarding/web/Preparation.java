package dev.slipway.onboarding.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.ClusterView;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.onboarding.Adopt;
import dev.slipway.onboarding.Adoption;
import dev.slipway.onboarding.AdoptionResult;
import dev.slipway.onboarding.NewEnvironment;
import dev.slipway.onboarding.web.ReviewPage.Hindrance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What is missing before an adoption, and who adds it: each reader learns what they may do.
@Component
class Preparation {

  private final Adoption adoption;
  private final Systems systems;
  private final Environments environments;
  private final Services services;
  private final Teams teams;
  private final Access access;

  Preparation(
      Adoption adoption,
      Systems systems,
      Environments environments,
      Services services,
      Teams teams,
      Access access) {
    this.adoption = adoption;
    this.systems = systems;
    this.environments = environments;
    this.services = services;
    this.teams = teams;
    this.access = access;
  }

  /// From a connected cluster to adopted services, as far as the portal is.
  Road road(Actor actor) {
    return new Road(
        access.permitsSomewhere(actor, Permission.SERVICE_EDIT),
        adds(actor),
        access.permits(actor, Permission.GRANT_MANAGE, Scope.PORTAL),
        teams.all(),
        access.whoMaySomewhere(Permission.SERVICE_EDIT));
  }

  private boolean adds(Actor actor) {
    return access.permits(actor, Permission.CATALOG_MANAGE, Scope.PORTAL);
  }

  /// Tries the adoption out, so that nothing is offered that would be refused.
  ReviewPage review(ClusterView cluster, List<Adopt> chosen, Actor actor) {
    var said = chosen.stream().filter(one -> one.missing().isEmpty()).toList();
    var partial = chosen.stream().filter(one -> !one.missing().isEmpty()).toList();
    var adds = adds(actor);
    var fresh = fresh(said, Adopt::environment, slug -> environments.bySlug(slug).isEmpty());
    var waiting =
        adds
            ? List.<Adopt>of()
            : said.stream().filter(one -> fresh.contains(one.environment())).toList();
    var added =
        fresh.stream()
            .map(NewEnvironment::suggested)
            .sorted(Comparator.comparingInt(NewEnvironment::rank))
            .toList();
    var hindrances = new ArrayList<Hindrance>();
    var ready = new ArrayList<Adopt>();
    var adopts = access.permitsSomewhere(actor, Permission.SERVICE_EDIT);
    if (adopts) {
      said.stream().filter(one -> !waiting.contains(one)).forEach(ready::add);
      var refused = adoption.tried(cluster.slug(), ready, adds ? added : List.of(), actor);
      var workloads =
          refused.refused().stream()
              .map(AdoptionResult.Refused::workload)
              .collect(Collectors.toSet());
      ready.removeIf(one -> workloads.contains(one.workload()));
      hindrances.addAll(Hindrance.of(refused.refused()));
    }
    var shown = adopts ? ready : said;
    return new ReviewPage(
        cluster,
        said,
        shown,
        waiting,
        partial,
        fresh(shown, Adopt::system, slug -> systems.bySlug(slug).isEmpty()),
        adds ? fresh(shown, added) : List.of(),
        adds ? List.of() : added,
        fresh(shown, Adopt::service, slug -> services.bySlug(slug).isEmpty()).size(),
        hindrances,
        adopts,
        access.holders(Role.PLATFORM_ADMIN, Scope.PORTAL),
        adopts ? List.of() : ownersOf(said),
        adopts ? List.of() : unknownTeams(said),
        "");
  }

  private static List<NewEnvironment> fresh(List<Adopt> shown, List<NewEnvironment> added) {
    var wanted = shown.stream().map(Adopt::environment).collect(Collectors.toSet());
    return added.stream().filter(each -> wanted.contains(each.slug())).toList();
  }

  private static List<String> fresh(
      List<Adopt> wishes, Function<Adopt, String> part, Predicate<String> isFresh) {
    return wishes.stream().map(part).distinct().filter(isFresh).toList();
  }

  private List<PersonSummary> ownersOf(List<Adopt> wishes) {
    Set<PersonSummary> owners = new LinkedHashSet<>();
    wishes.stream()
        .map(Adopt::team)
        .distinct()
        .flatMap(slug -> teams.bySlug(slug).stream())
        .forEach(
            team -> owners.addAll(access.whoMay(Permission.SERVICE_EDIT, Scope.of(team.id()))));
    return List.copyOf(owners);
  }

  private List<String> unknownTeams(List<Adopt> wishes) {
    return fresh(wishes, Adopt::team, slug -> teams.bySlug(slug).isEmpty());
  }
}
