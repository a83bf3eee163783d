package dev.slipway.backups.web;

import dev.slipway.backups.BackupFinding;
import dev.slipway.backups.BackupOverview;
import dev.slipway.backups.BackupView;
import dev.slipway.backups.UncoveredStore;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The backups of one service, what of its production data has no good one first.
///
/// @param uncovered stores without any that are not among the findings
record BackupsPanel(
    List<BackupFinding> findings, List<BackupView> backups, List<UncoveredStore> uncovered) {

  /// @param only null for every environment
  static BackupsPanel of(BackupOverview all, ServiceView service, @Nullable EnvironmentView only) {
    var findings =
        all.findings().stream()
            .filter(finding -> isOf(finding.service(), finding.environment(), service, only))
            .toList();
    return new BackupsPanel(
        findings,
        all.backups().stream()
            .filter(
                backup -> backup.services().stream().anyMatch(it -> it.id().equals(service.id())))
            .filter(backup -> only == null || isIn(backup, only))
            .toList(),
        all.uncovered().stream()
            .filter(store -> isOf(store.service(), store.environment(), service, only))
            .filter(store -> findings.stream().noneMatch(finding -> isAbout(finding, store)))
            .toList());
  }

  private static boolean isOf(
      @Nullable ServiceView of,
      @Nullable EnvironmentView at,
      ServiceView service,
      @Nullable EnvironmentView only) {
    return of != null
        && of.id().equals(service.id())
        && (only == null || (at != null && at.id().equals(only.id())));
  }

  private static boolean isIn(BackupView backup, EnvironmentView only) {
    return backup.environments().stream().anyMatch(each -> each.id().equals(only.id()));
  }

  private static boolean isAbout(BackupFinding finding, UncoveredStore store) {
    return finding.data().equals(store.workload())
        && finding.clusterSlug().equals(store.clusterSlug());
  }

  public boolean isEmpty() {
    return findings.isEmpty() && backups.isEmpty() && uncovered.isEmpty();
  }
}
