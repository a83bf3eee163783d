package dev.slipway.backups.web;

import dev.slipway.backups.BackupEdits;
import dev.slipway.backups.Backups;
import dev.slipway.backups.Drills;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import dev.slipway.shell.NavigationItem;
import dev.slipway.shell.Panel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The list of backups, and those of one service on its page.
@Controller
class BackupsController {

  private final Backups backups;
  private final BackupEdits edits;
  private final Drills drills;
  private final Services services;
  private final Environments environments;
  private final Clock clock;

  BackupsController(
      Backups backups,
      BackupEdits edits,
      Drills drills,
      Services services,
      Environments environments,
      Clock clock) {
    this.backups = backups;
    this.edits = edits;
    this.drills = drills;
    this.services = services;
    this.environments = environments;
    this.clock = clock;
  }

  @Bean
  static NavigationItem backupsNavigation() {
    return new NavigationItem("Backups", "/backups", "history", 55, "");
  }

  @Bean
  static Panel backupsOfService() {
    return new Panel("service", "Backups", 25, "/services/{service}/backups");
  }

  @Bean
  static Panel backupsBesideHealth() {
    return new Panel("health", "Backups", 20, "/services/{service}/env/{environment}/backups");
  }

  @GetMapping("/backups")
  @Requires(Permission.VIEW)
  ModelAndView list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String service,
      Actor actor,
      HttpServletRequest request) {
    var page =
        new BackupsPage(
            backups.overview(),
            drills.newest(),
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
            new BackupFilter(q, state, kind, service),
            edits.mayDeclare(actor));
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "backups/backups :: list" : "backups/backups",
        "page",
        page);
  }

  @GetMapping("/services/{service}/backups")
  @Requires(Permission.VIEW)
  ModelAndView ofService(@PathVariable String service) {
    return new ModelAndView(
        "backups/panel",
        "page",
        BackupsPanel.of(backups.overview(), services.require(service), null));
  }

  /// Beside the facts of health, where it has no say: what runs is as well as it is without a copy.
  @GetMapping("/services/{service}/env/{environment}/backups")
  @Requires(Permission.VIEW)
  ModelAndView ofPlace(@PathVariable String service, @PathVariable String environment) {
    return new ModelAndView(
        "backups/panel",
        "page",
        BackupsPanel.of(
            backups.overview(), services.require(service), environments.require(environment)));
  }
}
