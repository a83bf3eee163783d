package dev.slipway.backups.web;

import dev.slipway.backups.BackupView;
import dev.slipway.backups.Backups;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Backups over the API.
@RestController
@RequestMapping("/api/v1/backups")
class BackupResource {

  private final Backups backups;
  private final Services services;

  BackupResource(Backups backups, Services services) {
    this.backups = backups;
    this.services = services;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  Page<BackupAnswer> list(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    List<BackupView> found =
        service.isBlank()
            ? backups.overview().backups()
            : backups.ofService(services.require(service).id());
    return Page.of(found, backup -> backup.id().toString(), cursor, limit).map(BackupAnswer::of);
  }
}
