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

/// Runs in the database: inserted once, never changed, gone by their age alone. Only what a leaked
/// key reported makes room for the truth under its name.
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

  /// Keeps a run that was reported with a key.
  boolean keep(UUID source, BackupRun run, UUID reportKey) {
    return keep(source, List.of(run), reportKey) == 1;
  }

  /// Puts a worse end of a run in the place of a better one that was told of it before: whoever
  /// reports after the dump and again after its upload means the second.
  ///
  /// @return whether there was a better one
  boolean worsen(UUID source, BackupRun run, UUID reportKey) {
    var better =
        switch (run.outcome()) {
          case FAILED -> List.of(RunOutcome.SUCCEEDED.slug(), RunOutcome.PARTIAL.slug());
          case PARTIAL -> List.of(RunOutcome.SUCCEEDED.slug());
          case SUCCEEDED, UNBELIEVED -> List.<String>of();
        };
    return jdbc.sql(
                    """
                    delete from backup_run
                    where source = :source and run = :run and outcome = any(:better)
                    """)
                .param("source", source)
                .param("run", run.key())
                .param("better", better.toArray(String[]::new))
                .update()
            == 1
        && keep(source, run, reportKey);
  }

  /// Keeps runs of one source in one statement; those that are known stay as they are.
  ///
  /// @return how many were not known before
  int keep(UUID source, List<BackupRun> found) {
    return keep(source, found, null);
  }

  private int keep(UUID source, List<BackupRun> found, @Nullable UUID reportKey) {
    var runs = found.stream().filter(RunRows::canBeKept).toList();
    if (runs.isEmpty()) {
      return 0;
    }
    return jdbc.sql(
            """
            insert into backup_run (source, run, title, outcome, started_at, ended_at, expires_at,
              size_bytes, detail, report_key)
            select :source, run, left(title, :longest), outcome, started, ended, expires, size, detail,
              cast(:key as uuid)
              from unnest(:runs::text[], :titles::text[], :outcomes::text[], :started::timestamptz[],
                :ended::timestamptz[], :expires::timestamptz[], :sizes::bigint[], :details::text[])
                as told (run, title, outcome, started, ended, expires, size, detail)
            on conflict do nothing
            """)
        .param("source", source)
        .param("longest", LONGEST_KEY)
        .param("key", reportKey)
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

  /// How many of a source that are believed were told within the last day.
  int ofLastDay(UUID source) {
    return jdbc.sql(
            """
            select count(*) from backup_run
            where source = :source and recorded_at > clock_timestamp() - interval '1 day'
              and outcome <> 'unbelieved'
            """)
        .param("source", source)
        .query(Integer.class)
        .single();
  }

  /// Takes away what the reports of a key said that arrived from a moment on, and those of before
  /// keys were noted. They stay, under names that no report can take, so that a true one under the
  /// same name is kept.
  ///
  /// @return how many
  int unbelieve(UUID source, UUID reportKey, Instant since) {
    return jdbc.sql(
            """
            with gone as (
              delete from backup_run
              where source = :source and (report_key = :key or report_key is null)
                and recorded_at >= :since and outcome <> 'unbelieved'
              returning *)
            insert into backup_run (source, run, title, outcome, started_at, ended_at, expires_at,
              size_bytes, detail, recorded_at, report_key)
            select source, 'unbelieved/' || gen_random_uuid(), title, 'unbelieved', started_at,
              ended_at, expires_at, size_bytes,
              left('Said to have ' || case outcome when 'failed' then 'failed'
                when 'partial' then 'succeeded in part' else 'succeeded' end
                || case when detail = '' then '' else ': ' || detail end, 1000),
              recorded_at, :key
            from gone
            """)
        .param("source", source)
        .param("key", reportKey)
        .param("since", at(since))
        .update();
  }

  /// The newest few of each source that are believed, and its newest good ones, newest first.
  Map<UUID, List<BackupRun>> newest(Collection<UUID> sources) {
    if (sources.isEmpty()) {
      return Map.of();
    }
    Map<UUID, List<BackupRun>> runs = new HashMap<>();
    jdbc.sql(
            """
            select r.* from unnest(:sources) as s (id) cross join lateral (
              (select * from backup_run where source = s.id and outcome <> 'unbelieved'
                order by started_at desc limit :few)
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
            select * from backup_run
            where source = :source and title = :title and outcome <> 'unbelieved'
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
