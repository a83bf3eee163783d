package dev.slipway.backups;

import java.util.List;
import java.util.UUID;

/// All sources, worst first, the stores that none of them covers, and what could not be read.
///
/// @param findings production data without a good backup, what is known first
/// @param troubles sentences about clusters that did not tell all
/// @param others CronJobs that the portal takes for something else
public record BackupOverview(
    List<BackupView> backups,
    List<BackupFinding> findings,
    List<UncoveredStore> uncovered,
    List<String> troubles,
    List<Other> others) {

  public BackupOverview {
    backups = List.copyOf(backups);
    findings = List.copyOf(findings);
    uncovered = List.copyOf(uncovered);
    troubles = List.copyOf(troubles);
    others = List.copyOf(others);
  }

  /// A CronJob that is no backup, as far as its name tells, or by somebody's word.
  public record Other(UUID id, String name, String where, boolean byHand) {}
}
