package dev.slipway.onboarding;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Adopts one workload in the caller's transaction. Whoever lacks a right for any part of it is
/// refused by the part.
@Component
class AdoptionRow {

  private static final int TIER = 3;

  private final Systems systems;
  private final Environments environments;
  private final Services services;
  private final Placements placements;

  AdoptionRow(
      Systems systems, Environments environments, Services services, Placements placements) {
    this.systems = systems;
    this.environments = environments;
    this.services = services;
    this.placements = placements;
  }

  /// A workload with the service that it is now, and what was added for it.
  record Taken(Adopt wish, ServiceId service, List<String> done) {}

  Taken take(Adopt wish, Map<String, NewEnvironment> confirmed, Actor actor) {
    var done = new ArrayList<String>();
    var environment = environment(wish, confirmed, actor, done);
    var service = service(wish, actor, done);
    var here = placements.of(wish.workload()).orElse(null);
    if (!is(here, service, environment)) {
      placements.place(
          new PlaceService(service.id(), environment.id(), wish.workload(), wish.container()),
          actor);
      done.add("Placed in %s.".formatted(environment.slug()));
    }
    return new Taken(wish, service.id(), done);
  }

  private static boolean is(
      @Nullable Placement here, ServiceView service, EnvironmentView environment) {
    return here != null
        && here.service().equals(service.id())
        && here.environment().equals(environment.id());
  }

  private EnvironmentView environment(
      Adopt wish, Map<String, NewEnvironment> confirmed, Actor actor, List<String> done) {
    var known = environments.bySlug(wish.environment());
    if (known.isPresent()) {
      return known.get();
    }
    var fresh = confirmed.get(wish.environment());
    if (fresh == null) {
      throw invalid(
          "Environment %s is new: confirm its class and its rank.".formatted(wish.environment()));
    }
    done.add("Environment %s added.".formatted(fresh.slug()));
    return add(fresh, actor);
  }

  private EnvironmentView add(NewEnvironment fresh, Actor actor) {
    return environments.register(
        new RegisterEnvironment(fresh.slug(), fresh.name(), fresh.environmentClass(), fresh.rank()),
        actor);
  }

  /// Adds what is not there yet.
  void prepare(List<String> wanted, List<NewEnvironment> confirmed, Actor actor) {
    confirmed.stream()
        .filter(each -> environments.bySlug(each.slug()).isEmpty())
        .forEach(each -> add(each, actor));
    wanted.stream()
        .distinct()
        .filter(each -> systems.bySlug(each).isEmpty())
        .forEach(each -> add(each, actor));
  }

  private void add(String system, Actor actor) {
    systems.register(new RegisterSystem(system, NewEnvironment.capitalized(system), ""), actor);
  }

  private ServiceView service(Adopt wish, Actor actor, List<String> done) {
    var known = services.bySlug(wish.service()).flatMap(service -> services.now(service.id()));
    if (known.isPresent()) {
      var service = known.get();
      if (!service.systemSlug().equals(wish.system()) || !service.teamSlug().equals(wish.team())) {
        throw invalid(
            "Service %s belongs to system %s and team %s. Name it so, or choose another slug."
                .formatted(service.slug(), service.systemSlug(), service.teamSlug()));
      }
      return service;
    }
    if (systems.bySlug(wish.system()).isEmpty()) {
      add(wish.system(), actor);
      done.add("System %s added.".formatted(wish.system()));
    }
    var service =
        services.register(
            new RegisterService(
                wish.service(),
                wish.service(),
                "",
                wish.system(),
                wish.team(),
                TIER,
                Lifecycle.PRODUCTION,
                List.of()),
            actor);
    done.add("Service %s registered.".formatted(service.slug()));
    return service;
  }

  /// Declares what it needs, as far as that is adopted by now.
  void connect(Taken taken, Map<WorkloadRef, Taken> others, Actor actor) {
    for (var need : taken.wish().needs()) {
      var on =
          others.containsKey(need)
              ? others.get(need).service()
              : placements.of(need).map(Placement::service).orElse(null);
      if (on == null) {
        taken
            .done()
            .add("%s is not adopted, so the dependency on it was left out.".formatted(need.name()));
      } else if (!on.equals(taken.service()) && !isDeclared(taken.service(), on)) {
        services.dependOn(taken.service(), on, actor);
        taken.done().add("Needs %s.".formatted(slug(on)));
      }
    }
  }

  private boolean isDeclared(ServiceId from, ServiceId on) {
    return services.dependenciesOf(from).stream().anyMatch(known -> known.id().equals(on));
  }

  private String slug(ServiceId id) {
    return services.now(id).map(ServiceView::slug).orElse("another service");
  }

  private static DomainFailure invalid(String why) {
    return new DomainFailure(ProblemType.INVALID_INPUT, why);
  }
}
