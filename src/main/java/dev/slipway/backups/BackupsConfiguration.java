package dev.slipway.backups;

import dev.slipway.plans.spi.Action;
import dev.slipway.policies.spi.ChangeKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BackupsConfiguration {

  @Bean
  Action suspendBackupAction(BackupPlanning planning) {
    return new SuspendBackupAction(ChangeKind.BACKUP_SUSPEND, planning);
  }

  @Bean
  Action resumeBackupAction(BackupPlanning planning) {
    return new SuspendBackupAction(ChangeKind.BACKUP_RESUME, planning);
  }

  @Bean
  Action restoreTestAction(BackupPlanning planning, RestoreWatch watch) {
    return new RestoreAction(ChangeKind.RESTORE_TEST, planning, watch);
  }

  @Bean
  Action restoreAction(BackupPlanning planning, RestoreWatch watch) {
    return new RestoreAction(ChangeKind.RESTORE, planning, watch);
  }
}
