package dev.slipway.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Keeps partitions of the trail three months ahead, and is loud when rows had to go elsewhere.
@Component
class AuditPartitions {

  private static final Logger LOG = LoggerFactory.getLogger(AuditPartitions.class);
  private static final int MONTHS_AHEAD = 3;

  private final JdbcClient jdbc;

  AuditPartitions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener(ApplicationReadyEvent.class)
  @Scheduled(cron = "0 17 3 * * *", zone = "UTC")
  void keepAhead() {
    var misplaced =
        jdbc.sql("select audit.make_partitions(:months)")
            .param("months", MONTHS_AHEAD)
            .query(Long.class)
            .single();
    if (misplaced > 0) {
      LOG.error(
          "{} audit events lie in the default partition: their month had no partition in time",
          misplaced);
    }
  }
}
