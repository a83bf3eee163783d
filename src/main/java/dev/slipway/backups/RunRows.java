package dev.slipway.backups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Runs in the database: inserted once, never changed, gone by their age alone.
@Repository
class RunRows {

  /// As many as tell how long runs take.
  private static final int FEW = 14;

  private static final int LONGEST_KEY = 300;

  private final JdbcClient jdbc;

  RunRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Keeps a run, and says whether it was not known before.
  boolean keep(UUID source, BackupRun run) {
    return keep(source, List.of(run)) == 1;
  }

  /// Keeps runs of one source in one statement; those that are known stay as they are.
  ///
  /// @return how many were not known before
  int keep(UUID source, List<BackupRun> found) {
    var runs = found.stream().filter(RunRows::canBeKept).toList();
    if (runs.isEmpty()) {
      return 0;
    }
    return jdbc.sql(
            """
            insert into backup_run (source, run, title, outcome, started_at, ended_at, expires_at,
              size_bytes, detail)
            select :source, run, left(title, :longest), outcome, started, ended, expires, size, detail
              from unnest(:runs::text[], :titles::text[], :outcomes::text[], :started::timestamptz[],
                :ended::timestamptz[], :expires::timestamptz[], :sizes::bigint[], :details::text[])
                as told (run, title, outcome, started, ended, expires, size, detail)
            on conflict do nothing
            """)
        .param("source", source)
        .param("longest", LONGEST_KEY)
        .param("runs", texts(runs, BackupRun::key))
        .param("titles", texts(runs, BackupRun::title))
        .param("outcomes", texts(runs, run -> run.outcome().slug()))
        .param("started", texts(runs, BackupRun::startedAt))
        .param("ended", texts(runs, BackupRun::endedAt))
        .param("expires", texts(runs, BackupRun::expiresAt))
        .param("sizes", texts(runs, BackupRun::sizeBytes))
        .param("details", texts(runs, BackupRun::detail))
        .update();
  }

  private static boolean canBeKept(BackupRun run) {
    return !run.key().isEmpty() && run.key().length() <= LONGEST_KEY && !run.title().isEmpty();
  }

  private static @Nullable String[] texts(
      List<BackupRun> runs, Function<BackupRun, @Nullable Object> part) {
    return runs.stream()
        .map(part)
        .map(value -> value == null ? null : value.toString())
        .toArray(String[]::new);
  }

  /// The newest few of each source, and its newest good ones, newest first.
  Map<UUID, List<BackupRun>> newest(Collection<UUID> sources) {
    if (sources.isEmpty()) {
      return Map.of();
    }
    Map<UUID, List<BackupRun>> runs = new HashMap<>();
    jdbc.sql(
            """
            select r.* from unnest(:sources) as s (id) cross join lateral (
              (select * from backup_run where source = s.id order by started_at desc limit :few)
              union
              (select * from backup_run where source = s.id and outcome = 'succeeded'
                order by started_at desc limit :few)
            ) r
            """)
        .param("sources", sources.toArray(UUID[]::new))
        .param("few", FEW)
        .query(row -> {
          runs.computeIfAbsent(row.getObject("source", UUID.class), _ -> new ArrayList<>())
              .add(run(row));
        });
    return runs;
  }

  /// All of a source since a moment, newest first.
  List<BackupRun> since(UUID source, Instant since, int most) {
    return jdbc.sql(
            """
            select * from backup_run where source = :source and started_at >= :since
            order by started_at desc limit :most
            """)
        .param("source", source)
        .param("since", at(since))
        .param("most", most)
        .query((row, _) -> run(row))
        .list();
  }

  /// The newest of a source that has this name there.
  Optional<BackupRun> named(UUID source, String title) {
    return jdbc.sql(
            """
            select * from backup_run where source = :source and title = :title
            order by started_at desc limit 1
            """)
        .param("source", source)
        .param("title", title)
        .query((row, _) -> run(row))
        .optional();
  }

  /// Deletes what began longer ago.
  int forget(Duration keep) {
    return jdbc.sql(
            "delete from backup_run where started_at < clock_timestamp() - make_interval(secs => ?)")
        .param(keep.toSeconds())
        .update();
  }

  private static BackupRun run(ResultSet row) throws SQLException {
    return new BackupRun(
        row.getString("run"),
        row.getString("title"),
        RunOutcome.ofSlug(row.getString("outcome")),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        instant(row, "ended_at"),
        instant(row, "expires_at"),
        row.getObject("size_bytes", Long.class),
        row.getString("detail"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
