package dev.slipway.health.web;

import dev.slipway.catalog.Services;
import dev.slipway.health.AlertLine;
import dev.slipway.health.Statuses;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Alerts over the API.
@RestController
@RequestMapping("/api/v1/alerts")
class AlertResource {

  private final Statuses statuses;
  private final Services services;

  AlertResource(Statuses statuses, Services services) {
    this.statuses = statuses;
    this.services = services;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  Page<AlertAnswer> list(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var of = service.isBlank() ? "" : services.require(service).slug();
    return Page.of(
            statuses.alerts().lines().stream()
                .filter(line ->
                    of.isEmpty() || line.places().stream().anyMatch(at -> at.service().equals(of)))
                .toList(),
            AlertResource::key,
            cursor,
            limit)
        .map(AlertAnswer::of);
  }

  /// What an alert is called by: its source, its name and its labels.
  private static String key(AlertLine line) {
    var named = line.source() + "/" + line.name() + "/" + new TreeMap<>(line.labels());
    return Integer.toHexString(named.hashCode()) + "-" + line.places().hashCode();
  }
}
