package dev.slipway.health.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Clusters;
import dev.slipway.health.ResourceReading;
import dev.slipway.health.Resources;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Resources over the API.
@RestController
@RequestMapping("/api/v1/health/resources")
class ReadingResource {

  private final Resources resources;
  private final Services services;
  private final Environments environments;
  private final Clusters clusters;

  ReadingResource(
      Resources resources, Services services, Environments environments, Clusters clusters) {
    this.resources = resources;
    this.services = services;
    this.environments = environments;
    this.clusters = clusters;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  Page<ReadingAnswer> list(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(defaultValue = "") String cluster,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String level,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var filter =
        new ResourceFilter(
            null,
            cluster.isBlank() ? null : clusters.require(cluster).slug(),
            kind,
            service.isBlank() ? null : services.require(service).slug(),
            environment.isBlank() ? null : environments.require(environment).slug(),
            level,
            null);
    var asked = filter.asked();
    // Also where there is nothing to compare it with.
    var _ = filter.sort();
    return Page.of(
            resources.board().readings().stream()
                .filter(filter::fits)
                .filter(one -> asked == null || one.level() == asked)
                .toList(),
            ResourceReading::key,
            cursor,
            limit)
        .map(ReadingAnswer::of);
  }
}
