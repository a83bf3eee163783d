package dev.slipway.slo.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.slo.DatasourceView;
import dev.slipway.slo.Datasources;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// What the forms of objectives offer to choose from.
@Component
class ObjectiveChoices {

  private static final int MOST_SERVICES = 200;

  private final Services services;
  private final Environments environments;
  private final Datasources datasources;
  private final Access access;

  ObjectiveChoices(
      Services services, Environments environments, Datasources datasources, Access access) {
    this.services = services;
    this.environments = environments;
    this.datasources = datasources;
    this.access = access;
  }

  boolean knowsService(String slug) {
    return services.bySlug(slug).isPresent();
  }

  /// Names by slug of those that the actor may promise something of; a longer list is typed.
  Map<String, String> services(Actor actor) {
    Map<String, String> mine = new LinkedHashMap<>();
    services.all().stream()
        .filter(service -> mayPromise(actor, service))
        .limit(MOST_SERVICES)
        .forEach(service -> mine.put(service.slug(), service.label()));
    return mine;
  }

  /// Names by slug, the most careful first.
  Map<String, String> environments() {
    Map<String, String> places = new LinkedHashMap<>();
    environments.all().reversed().forEach(one -> places.put(one.slug(), one.name()));
    return places;
  }

  /// Names by id.
  ///
  /// @param none what the empty one is called
  Map<String, String> datasources(String none) {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("", none);
    datasources.all().stream()
        .filter(DatasourceView::counts)
        .forEach(one -> sources.put(one.id().toString(), named(one)));
    return sources;
  }

  private boolean mayPromise(Actor actor, ServiceView service) {
    return environments.all().stream()
        .map(EnvironmentView::environmentClass)
        .distinct()
        .anyMatch(
            where -> access.permits(actor, Permission.SLO_EDIT, Scope.of(service.team(), where)));
  }

  private static String named(DatasourceView source) {
    return source.name()
        + " ("
        + String.join(", ", source.environments().stream().map(EnvironmentView::name).toList())
        + ")";
  }
}
