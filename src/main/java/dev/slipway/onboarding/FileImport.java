package dev.slipway.onboarding;

import dev.slipway.catalog.CatalogContent;
import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.DeclaredFacts;
import dev.slipway.catalog.EditEnvironment;
import dev.slipway.catalog.EditService;
import dev.slipway.catalog.EditSystem;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.SystemView;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.onboarding.CatalogDocument.EnvironmentEntry;
import dev.slipway.onboarding.CatalogDocument.PlacementEntry;
import dev.slipway.onboarding.CatalogDocument.ServiceEntry;
import dev.slipway.onboarding.CatalogDocument.SystemEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Carries a catalog file out through the facades, in the caller's transaction. Whatever is refused
/// names its line.
@Component
class FileImport {

  private static final List<DeclaredFact> NONE = List.of();
  private static final int TIER = 3;

  private final Systems systems;
  private final Environments environments;
  private final Services services;
  private final DeclaredFacts facts;
  private final Placements placements;
  private final Clusters clusters;

  FileImport(
      Systems systems,
      Environments environments,
      Services services,
      DeclaredFacts facts,
      Placements placements,
      Clusters clusters) {
    this.systems = systems;
    this.environments = environments;
    this.services = services;
    this.facts = facts;
    this.placements = placements;
    this.clusters = clusters;
  }

  /// Asks for rights only for what changes: the file of the whole catalog comes back by whoever
  /// changed their own part of it.
  void carryOut(CatalogContent now, CatalogDocument file, String reason, Actor actor) {
    var stated = facts.all();
    var stages = known(now.environments(), EnvironmentView::slug);
    for (var entry : file.environments()) {
      at(
          entry.line(),
          () -> stages.put(entry.slug(), environment(entry, stages.get(entry.slug()), actor)));
    }
    var groups = known(now.systems(), SystemView::slug);
    for (var entry : file.systems()) {
      at(
          entry.line(),
          () -> groups.put(entry.slug(), system(entry, groups.get(entry.slug()), actor)));
    }
    for (var entry : file.systems()) {
      var declared = entry.facts();
      var system = Objects.requireNonNull(groups.get(entry.slug()));
      if (declared != null && !declared.equals(stated.getOrDefault(system.id().value(), NONE))) {
        at(entry.line(), () -> facts.declare(system.id(), declared, actor));
      }
    }
    var all = known(now.services(), ServiceView::slug);
    for (var entry : file.services()) {
      at(entry.line(), () -> all.put(entry.slug(), service(entry, all.get(entry.slug()), actor)));
    }
    for (var entry : file.services()) {
      var service = Objects.requireNonNull(all.get(entry.slug()));
      var declared = entry.facts();
      if (declared != null && !declared.equals(stated.getOrDefault(service.id().value(), NONE))) {
        at(entry.line(), () -> facts.declare(service.id(), declared, actor));
      }
      var needs = Set.copyOf(now.needs().getOrDefault(service.id(), List.of()));
      if (entry.dependsOn() != null && !needs.equals(Set.copyOf(entry.dependsOn()))) {
        var on = Set.copyOf(entry.dependsOn());
        at(entry.line(), () -> services.dependOnlyOn(service.id(), on, actor));
      }
      for (var placement : entry.placements()) {
        at(
            placement.line(),
            () -> place(placement, service, stages.get(placement.environment()), reason, actor));
      }
    }
  }

  private static void at(int line, Runnable act) {
    try {
      act.run();
    } catch (DomainFailure refusal) {
      throw new EntryRefused(line, refusal);
    }
  }

  private static <T> Map<String, T> known(List<T> all, Function<T, String> slug) {
    return all.stream()
        .collect(Collectors.toMap(slug, Function.identity(), (one, _) -> one, HashMap::new));
  }

  private EnvironmentView environment(
      EnvironmentEntry entry, @Nullable EnvironmentView known, Actor actor) {
    if (known == null) {
      if (entry.environmentClass() == null || entry.rank() == null) {
        throw invalid("Environment %s is new: give it a class and a rank.", entry.slug());
      }
      return environments.register(
          new RegisterEnvironment(
              entry.slug(), or(entry.name(), entry.slug()), entry.environmentClass(), entry.rank()),
          actor);
    }
    if (entry.environmentClass() != null && entry.environmentClass() != known.environmentClass()) {
      throw invalid("The class of environment %s stays: roles and rules hang on it.", entry.slug());
    }
    var name = or(entry.name(), known.name());
    var rank = entry.rank() == null ? known.rank() : entry.rank();
    return name.equals(known.name()) && rank == known.rank()
        ? known
        : environments.edit(new EditEnvironment(known.id(), name, rank), actor);
  }

  private SystemView system(SystemEntry entry, @Nullable SystemView known, Actor actor) {
    if (known == null) {
      return systems.register(
          new RegisterSystem(
              entry.slug(), or(entry.name(), entry.slug()), or(entry.description(), "")),
          actor);
    }
    var name = or(entry.name(), known.name());
    var description = or(entry.description(), known.description());
    return name.equals(known.name()) && description.equals(known.description())
        ? known
        : systems.edit(new EditSystem(known.id(), name, description), actor);
  }

  private ServiceView service(ServiceEntry entry, @Nullable ServiceView known, Actor actor) {
    if (known == null) {
      return services.register(
          new RegisterService(
              entry.slug(),
              or(entry.name(), entry.slug()),
              or(entry.description(), ""),
              or(entry.system(), ""),
              or(entry.team(), ""),
              entry.tier() == null ? TIER : entry.tier(),
              entry.lifecycle() == null ? Lifecycle.PRODUCTION : entry.lifecycle(),
              entry.links() == null ? List.of() : entry.links()),
          actor);
    }
    var wanted =
        new EditService(
            known.id(),
            or(entry.name(), known.name()),
            or(entry.description(), known.description()),
            or(entry.system(), known.systemSlug()),
            or(entry.team(), known.teamSlug()),
            entry.tier() == null ? known.tier() : entry.tier(),
            entry.lifecycle() == null ? known.lifecycle() : entry.lifecycle(),
            entry.links() == null ? known.links() : entry.links());
    var asItIs =
        new EditService(
            known.id(),
            known.name(),
            known.description(),
            known.systemSlug(),
            known.teamSlug(),
            known.tier(),
            known.lifecycle(),
            known.links());
    return wanted.equals(asItIs) ? known : services.edit(wanted, actor);
  }

  private Placement place(
      PlacementEntry entry,
      ServiceView service,
      @Nullable EnvironmentView environment,
      String reason,
      Actor actor) {
    if (environment == null) {
      throw invalid("There is no environment %s.", entry.environment());
    }
    var cluster =
        clusters
            .bySlug(entry.cluster())
            .map(ClusterView::id)
            .orElseThrow(
                () -> invalid("There is no cluster %s. Connect it first.", entry.cluster()));
    var workload = new WorkloadRef(cluster, entry.namespace(), entry.kind(), entry.name());
    var wanted = new PlaceService(service.id(), environment.id(), workload, entry.container());
    var here = placements.at(service.id(), environment.id()).orElse(null);
    if (here == null) {
      return placements.place(wanted, actor);
    }
    return here.workload().equals(workload) && here.container().equals(entry.container())
        ? here
        : placements.change(here.id(), here, workload, entry.container(), reason, actor);
  }

  private static String or(@Nullable String said, String otherwise) {
    return said == null ? otherwise : said;
  }

  private static DomainFailure invalid(String sentence, String name) {
    return new DomainFailure(ProblemType.INVALID_INPUT, sentence.formatted(name));
  }
}
