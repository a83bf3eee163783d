package dev.slipway.backups;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Restore drills, recorded by hand or by the plan of a trial, and never changed: that a job
/// succeeded says nothing of whether what it wrote can be read.
@Service
public class Drills {

  private static final int LONGEST = 1000;
  private static final int MOST = 50;

  private static final int EARLIEST = 2000;
  private static final int LATEST = 9000;
  private static final int MOST_YEARS = 5;

  private final JdbcClient jdbc;
  private final SourceRows sources;
  private final BackupRights rights;
  private final ApplicationEventPublisher events;

  Drills(
      JdbcClient jdbc, SourceRows sources, BackupRights rights, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.sources = sources;
    this.rights = rights;
    this.events = events;
  }

  /// Newest first.
  @Transactional(readOnly = true)
  public List<Drill> of(UUID backup) {
    return jdbc.sql(
            """
            select * from backup_drill where source = :source
            order by done_on desc, recorded_at desc limit :most
            """)
        .param("source", backup)
        .param("most", MOST)
        .query((row, _) -> drill(row))
        .list();
  }

  /// The newest of every backup that has one.
  @Transactional(readOnly = true)
  public Map<UUID, Drill> newest() {
    var newest = new HashMap<UUID, Drill>();
    jdbc.sql(
            """
            select distinct on (source) * from backup_drill
            order by source, done_on desc, recorded_at desc
            """)
        .query(row -> {
          newest.put(row.getObject("source", UUID.class), drill(row));
        });
    return newest;
  }

  private static Drill drill(ResultSet row) throws SQLException {
    return new Drill(
        row.getObject("id", UUID.class),
        row.getObject("done_on", LocalDate.class),
        row.getBoolean("passed"),
        row.getString("note"),
        row.getObject("next_due", LocalDate.class),
        row.getString("by_name"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant());
  }

  /// Records one that was done, by whoever may say something of the backup.
  ///
  /// @param note what was put back where, and how long it took
  @Transactional
  public void record(
      UUID backup,
      LocalDate doneOn,
      boolean passed,
      String note,
      @Nullable LocalDate nextDue,
      Actor actor) {
    var row = sources.find(backup, false).orElseThrow(Backups::nothing);
    rights.require(row, List.of(), actor);
    var words =
        OneLine.of(note, LONGEST)
            .orElseThrow(() ->
                new FieldRefused(
                    "note", "Say what was put back where, in 1 to 1000 visible characters."));
    requireThere(row);
    requireDays(doneOn, nextDue);
    var kept =
        jdbc.sql(
                """
                insert into backup_drill (id, source, done_on, passed, note, next_due, by_name)
                select :id, :source, :done, :passed, :note, :next, :by
                where :done <= (clock_timestamp() at time zone 'UTC')::date + 1
                """)
            .param("id", UuidV7.next())
            .param("source", backup)
            .param("done", doneOn)
            .param("passed", passed)
            .param("note", words)
            .param("next", nextDue, java.sql.Types.DATE)
            .param("by", actor.name())
            .update();
    if (kept == 0) {
      throw new FieldRefused("done", "A drill that is still to come cannot be recorded.");
    }
    var facts = new LinkedHashMap<String, Object>();
    facts.put("doneOn", doneOn.toString());
    facts.put("outcome", passed ? "put back" : "failed");
    facts.put("note", words);
    if (nextDue != null) {
      facts.put("nextDue", nextDue.toString());
    }
    events.publishEvent(
        new BackupChanged(
            "backup.drill-recorded",
            actor,
            BackupRights.subject(row, rights.services(row)),
            Map.of(),
            facts));
  }

  private static void requireThere(SourceRow row) {
    if (row.isRetired()) {
      throw new DomainFailure(
          ProblemType.CONFLICT, "It was retired, so no drill of it is recorded any more.");
    }
  }

  /// Days that a database can count between: it takes far ones for endless.
  private static void requireDays(LocalDate doneOn, @Nullable LocalDate nextDue) {
    if (doneOn.getYear() < EARLIEST || doneOn.getYear() > LATEST) {
      throw new FieldRefused("done", "Write the day on which it was done, such as 2026-11-23.");
    }
    if (nextDue != null && !nextDue.isAfter(doneOn)) {
      throw new FieldRefused("next", "The next one is due after this one.");
    }
    if (nextDue != null && nextDue.isAfter(doneOn.plusYears(MOST_YEARS))) {
      throw new FieldRefused(
          "next", "The next one is due within %d years of this one.".formatted(MOST_YEARS));
    }
  }
}
