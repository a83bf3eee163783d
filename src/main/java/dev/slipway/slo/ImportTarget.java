package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.slo.ImportReport.Line;
import dev.slipway.slo.ImportReport.Outcome;
import dev.slipway.slo.formats.ImportedObjective;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds out whose objective of a file is, where it counts and by what.
@Component
class ImportTarget {

  private final Services services;
  private final Environments environments;
  private final DatasourceRows datasources;

  ImportTarget(Services services, Environments environments, DatasourceRows datasources) {
    this.services = services;
    this.environments = environments;
    this.datasources = datasources;
  }

  /// As far as it is known.
  ///
  /// @param question what has to be said first; null where everything is known
  record Found(
      @Nullable ServiceView service,
      @Nullable EnvironmentView environment,
      @Nullable UUID datasource,
      @Nullable String question) {

    /// Null where something has to be said first.
    @Nullable Place place(ImportedObjective read) {
      return service == null || environment == null || datasource == null
          ? null
          : new Place(read, this, service, environment, datasource);
    }

    /// @param known the stored one that it is held against
    Line line(
        ImportedObjective read,
        Outcome outcome,
        @Nullable ObjectiveRow known,
        @Nullable String why,
        List<String> changes) {
      return new Line(
          read.objective().name(),
          read.line(),
          read.format().label(),
          read.objective().service(),
          service == null ? null : service.slug(),
          environment == null ? null : environment.slug(),
          outcome,
          known == null ? null : known.id(),
          known == null ? null : known.version(),
          why,
          read.isDraft(),
          changes,
          ImportReport.notes(read.findings()),
          null);
    }
  }

  /// An objective of which everything is known.
  record Place(
      ImportedObjective read,
      Found target,
      ServiceView service,
      EnvironmentView environment,
      UUID datasource) {

    /// What the file does not say stays as it is, or as it was asked for.
    ///
    /// @throws FieldRefused for what no objective can be
    ObjectiveDefinition definition(@Nullable ObjectiveRow known) {
      var said = read.objective();
      var former = known == null ? null : known.definition();
      return new ObjectiveDefinition(
          said.name(),
          said.description(),
          said.target().percent(),
          read.windowSaid() || former == null ? said.windowDays() : former.windowDays(),
          said.indicator(),
          former == null ? !read.isDraft() : former.gating(),
          former == null ? datasource : former.datasource());
    }

    Scope scope() {
      return Scope.of(service.team(), environment.environmentClass());
    }

    Subject subject(Object id) {
      return Subject.of("objective", id, read.objective().name())
          .in(service.slug(), environment.slug());
    }
  }

  /// One reading of a file.
  ///
  /// @param store whether it is done; else it is only tried
  /// @param said what the datasources say to what becomes of the file
  /// @param wanted what a datasource can be asked of
  /// @param refused what the actor tried and may not
  record Run(
      boolean store,
      Actor actor,
      Map<ObjectiveDefinition, Evaluation> said,
      Set<ObjectiveDefinition> wanted,
      List<AttemptRefused> refused) {

    static Run of(boolean store, Actor actor, Map<ObjectiveDefinition, Evaluation> said) {
      return new Run(store, actor, said, new LinkedHashSet<>(), new ArrayList<>());
    }

    /// With what it promises and what its datasource says to that.
    Line promised(Line line, ObjectiveDefinition definition) {
      wanted.add(definition);
      return line.promising(definition, said.get(definition));
    }

    /// Keeps for the trail what somebody wanted to store and may not.
    String denied(Permission permission, Subject subject, String why) {
      if (store) {
        refused.add(
            new AttemptRefused(
                permission.name().toLowerCase(Locale.ROOT).replace('_', '.'),
                actor,
                subject,
                dev.slipway.kernel.Outcome.DENIED,
                why));
      }
      return why;
    }
  }

  Found of(ImportedObjective read, ImportObjectives wish) {
    var named = read.objective().service();
    var service = service(named == null ? "" : named, wish);
    var environment = environment(read.objective().environment(), wish);
    var datasource = environment == null ? null : datasource(environment, wish);
    return new Found(
        service, environment, datasource, question(named, service, environment, datasource));
  }

  private @Nullable ServiceView service(String named, ImportObjectives wish) {
    return services.bySlug(wish.services().getOrDefault(named, named)).orElse(null);
  }

  /// What the file names, if that is an environment here; a namespace most often is none, and then
  /// the environment of what runs in it.
  private @Nullable EnvironmentView environment(@Nullable String hint, ImportObjectives wish) {
    return Optional.ofNullable(hint)
        .map(named -> wish.namespaces().getOrDefault(named, named))
        .flatMap(environments::bySlug)
        .or(() -> environments.bySlug(wish.environment()))
        .orElse(null);
  }

  private @Nullable UUID datasource(EnvironmentView environment, ImportObjectives wish) {
    var serving =
        datasources.all().stream()
            .filter(DatasourceView::counts)
            .filter(
                one -> one.environments().stream().anyMatch(e -> e.id().equals(environment.id())))
            .map(DatasourceView::id)
            .toList();
    var wanted = wish.datasource();
    if (wanted != null) {
      return serving.contains(wanted) ? wanted : null;
    }
    return serving.size() == 1 ? serving.getFirst() : null;
  }

  private static @Nullable String question(
      @Nullable String named,
      @Nullable ServiceView service,
      @Nullable EnvironmentView environment,
      @Nullable UUID datasource) {
    if (service == null) {
      return named == null
          ? "The file names no service. Say which one it is."
          : "There is no service \"%s\". Say which one it is.".formatted(named);
    }
    if (environment == null) {
      return "The file names no environment that is known here. Say which one it is.";
    }
    return datasource == null
        ? "Say which datasource has the samples of %s.".formatted(environment.name())
        : null;
  }
}
