package dev.slipway.backups.web;

import dev.slipway.backups.BackupView;
import dev.slipway.backups.UncoveredStore;
import java.util.List;

/// The backups of one service.
record BackupsPanel(List<BackupView> backups, List<UncoveredStore> uncovered) {

  public boolean isEmpty() {
    return backups.isEmpty() && uncovered.isEmpty();
  }
}
