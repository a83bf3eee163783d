package dev.slipway.health.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.health.ServiceStatus;
import dev.slipway.health.Statuses;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// How everything is, how one service is, and how it was.
@Controller
class HealthController {

  private static final int ROWS = 100;
  private static final int PAST = 30;
  private static final int LATELY = 5;

  private final Statuses statuses;
  private final Services services;
  private final Environments environments;

  HealthController(Statuses statuses, Services services, Environments environments) {
    this.statuses = statuses;
    this.services = services;
    this.environments = environments;
  }

  @GetMapping("/health")
  @Requires(Permission.VIEW)
  ModelAndView all(@ModelAttribute HealthFilter filter, HttpServletRequest request) {
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "health/health :: list" : "health/health",
        "page",
        page(filter));
  }

  @GetMapping("/services/{service}/env/{environment}/health")
  @Requires(Permission.VIEW)
  ModelAndView one(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam(required = false) @Nullable UUID cursor,
      HttpServletRequest request) {
    var of = services.require(service);
    var at = environments.require(environment);
    var past = statuses.changes(of.id(), at.id(), cursor, PAST);
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "health/status :: now" : "health/status",
        "page",
        new StatusPage(
            of,
            at,
            statuses.at(of.id(), at.id()).orElse(null),
            past.items(),
            cursor == null ? null : cursor.toString(),
            past.next(),
            statuses.gaps()));
  }

  @GetMapping("/services/{service}/health/panel")
  @Requires(Permission.VIEW)
  ModelAndView ofService(@PathVariable String service) {
    var id = services.require(service).id();
    return new ModelAndView(
        "health/panel :: service",
        "page",
        new HealthPanel(
            statuses.ofService(id),
            statuses.changes(id, null, null, LATELY).items(),
            environments.all().stream()
                .collect(Collectors.toMap(one -> one.id().value(), EnvironmentView::name))));
  }

  private HealthPage page(HealthFilter filter) {
    var all = statuses.all();
    var fitting = all.stream().filter(filter::fits).toList();
    var asked = filter.asked();
    var inState = fitting.stream().filter(one -> asked == null || one.state() == asked).toList();
    var shown = Page.of(inState, ServiceStatus::path, filter.cursor(), ROWS);
    return new HealthPage(
        filter,
        fitting,
        shown.items(),
        inState.size(),
        shown.next(),
        statuses.systems(fitting),
        names(all, one -> one.service().systemSlug(), one -> one.service().systemName()),
        names(all, one -> one.service().teamSlug(), one -> one.service().teamName()),
        names(all, one -> one.environment().slug(), one -> one.environment().name()));
  }

  /// What there is to choose from, by name, with the empty one for all.
  private static Map<String, String> names(
      List<ServiceStatus> all,
      Function<ServiceStatus, String> slug,
      Function<ServiceStatus, String> name) {
    Map<String, String> found = new LinkedHashMap<>();
    all.forEach(one -> found.putIfAbsent(slug.apply(one), name.apply(one)));
    Map<String, String> names = new LinkedHashMap<>();
    names.put("", "All");
    found.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(each -> names.put(each.getKey(), each.getValue()));
    return names;
  }
}
