package dev.slipway.health.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.health.ServiceStatus;
import dev.slipway.health.StatusChange;
import dev.slipway.health.Statuses;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Health over the API.
@RestController
@RequestMapping("/api/v1/health")
class HealthResource {

  private final Statuses statuses;
  private final Services services;
  private final Environments environments;

  HealthResource(Statuses statuses, Services services, Environments environments) {
    this.statuses = statuses;
    this.services = services;
    this.environments = environments;
  }

  /// A change of status that lasted.
  ///
  /// @param environment null where it is not in the catalog any more
  /// @param before null for the first that was seen
  record ChangeAnswer(
      UUID id,
      @Nullable String environment,
      Instant at,
      @Nullable String before,
      String state,
      String source,
      String fact,
      String reason,
      Instant recordedAt) {}

  @GetMapping
  @Requires(Permission.VIEW)
  Page<HealthAnswer> list(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var of = service.isBlank() ? null : services.require(service).id();
    var at = environment.isBlank() ? null : environments.require(environment).id();
    return Page.of(
            statuses.all().stream()
                .filter(one -> of == null || one.service().id().equals(of))
                .filter(one -> at == null || one.environment().id().equals(at))
                .toList(),
            HealthResource::key,
            cursor,
            limit)
        .map(HealthAnswer::of);
  }

  @GetMapping("/changes")
  @Requires(Permission.VIEW)
  Page<ChangeAnswer> changes(
      @RequestParam String service,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(required = false) @Nullable UUID cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var names =
        environments.all().stream()
            .collect(Collectors.toMap(one -> one.id().value(), EnvironmentView::slug));
    return statuses
        .changes(
            services.require(service).id(),
            environment.isBlank() ? null : environments.require(environment).id(),
            cursor,
            limit)
        .map(change -> answer(change, names.get(change.environment())));
  }

  private static String key(ServiceStatus status) {
    return status.service().slug() + "@" + status.environment().slug();
  }

  private static ChangeAnswer answer(StatusChange change, @Nullable String environment) {
    var before = change.before();
    return new ChangeAnswer(
        change.id(),
        environment,
        change.at(),
        before == null ? null : before.slug(),
        change.state().slug(),
        change.source().slug(),
        change.fact(),
        change.reason(),
        change.recordedAt());
  }
}
