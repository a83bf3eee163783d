package dev.slipway.catalog;

import java.util.List;
import java.util.Map;

/// Everything in the catalog: systems and services by slug, environments by rank.
///
/// @param needs slugs of what a service depends on, where it does
public record CatalogContent(
    List<SystemView> systems,
    List<EnvironmentView> environments,
    List<ServiceView> services,
    Map<ServiceId, List<String>> needs) {}
