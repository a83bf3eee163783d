package dev.slipway.sandbox;

import dev.slipway.backups.BackupEdits;
import dev.slipway.backups.DeclareBackup;
import dev.slipway.backups.Drills;
import dev.slipway.kernel.Actor;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Backups of the five systems that no cluster shows. Nothing reports of them, so nobody knows
/// whether they are good.
@Component
@InSandbox
class DemonstrationBackups {

  private final BackupEdits edits;
  private final Drills drills;
  private final Clock clock;

  DemonstrationBackups(BackupEdits edits, Drills drills, Clock clock) {
    this.edits = edits;
    this.drills = drills;
    this.clock = clock;
  }

  void settle() {
    declare(
        "rds-quizmentor",
        List.of("learning-orchestrator"),
        "0 3 * * *",
        "RDS, kept 30 days",
        "Window 03:00 to 06:00; maintenance on Mondays 00:00 to 03:00.");
    declare(
        "elasticache-quizmentor",
        List.of("learning-orchestrator"),
        "@daily",
        "ElastiCache, 5 snapshots kept",
        "Snapshots of the session cache.");
    declare(
        "timescaledb-automated",
        List.of("postgres"),
        "@daily",
        "not said",
        "The guide of the IoT platform calls it automated; no object makes it.");
    var script =
        declare(
            "database-backup.sh",
            List.of("postgresql", "influxdb"),
            "",
            "container database-backups, pruned after 30 days",
            "Dumps PostgreSQL and InfluxDB sensor_data; nothing starts it by the clock.");
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    drills.record(
        script,
        today.minusDays(100),
        true,
        "PostgreSQL into a scratch database, 38 min; InfluxDB was not tried.",
        today.minusDays(10),
        Actor.SYSTEM);
  }

  private UUID declare(
      String name, List<String> services, String schedule, String place, String note) {
    return edits.declare(
        new DeclareBackup(name, services, schedule, "", null, place, note), Actor.SYSTEM);
  }
}
