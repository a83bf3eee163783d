package dev.slipway.home.web;

import dev.slipway.catalog.Link;
import dev.slipway.catalog.ServiceView;
import java.util.List;
import java.util.Locale;

/// A service as `GET /api/v1/services` answers it.
record ServiceItem(
    String slug,
    String name,
    String system,
    String team,
    int tier,
    String lifecycle,
    String description,
    List<Link> links,
    List<PlacementItem> placements) {

  static ServiceItem of(ServiceView service, List<PlacementItem> placements) {
    return new ServiceItem(
        service.slug(),
        service.name(),
        service.systemSlug(),
        service.teamSlug(),
        service.tier(),
        service.lifecycle().name().toLowerCase(Locale.ROOT),
        service.description(),
        service.links(),
        placements);
  }

  /// Where it runs.
  record PlacementItem(
      String environment,
      String cluster,
      String namespace,
      String kind,
      String name,
      String container) {}
}
