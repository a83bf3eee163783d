package dev.slipway.slo;

import dev.slipway.slo.CountedFindings.Found;
import dev.slipway.slo.SliSource.HourCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What whoever holds the lease reads and writes. Every write asks in its own statement whether the
/// lease still holds.
@Repository
class EvaluationWrites {

  private static final String HELD =
      " exists (select from slo_lease where holder = :me and until > clock_timestamp())";

  private final JdbcClient jdbc;

  EvaluationWrites(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What is due now, longest first.
  ///
  /// @param without those that somebody is busy with
  List<ObjectiveRow> due(int most, Collection<UUID> without) {
    return jdbc.sql(
            "select "
                + ObjectiveRow.COLUMNS
                + """
                 from slo_now
                 where status <> 'DISABLED' and due_at <= clock_timestamp()
                   and id <> all(:without)
                 order by due_at limit :most
                """)
        .param("without", without.toArray(UUID[]::new))
        .param("most", most)
        .query((row, _) -> ObjectiveRow.read(row))
        .list();
  }

  /// The instant to count up to: a whole second that the database's clock has passed.
  Instant now() {
    return jdbc.sql("select date_trunc('second', clock_timestamp())")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  /// How long the one that waits longest has been due.
  Duration lag() {
    return Duration.ofMillis(
        jdbc.sql(
                """
                select coalesce(max(extract(epoch from clock_timestamp() - s.due_at) * 1000), 0)::bigint
                  from slo_standing s join slo o on o.id = s.slo
                 where o.status <> 'DISABLED' and s.due_at <= clock_timestamp()
                """)
            .query(Long.class)
            .single());
  }

  /// Writes what an evaluation found, unless the objective has another definition by now, was
  /// counted later already, or the lease is over.
  ///
  /// @return whether it was written
  boolean write(ObjectiveRow row, Instant at, Duration again, Evaluation found, UUID me) {
    hold(row);
    var kept = found.kept();
    var statement =
        found.good()
            ? """
            update slo_standing set state = :state, kept_state = :keptState, kept_used = :keptUsed,
              consumed = :consumed, burn = :burn, alert = :alert,
              readings = cast(:readings as jsonb), partial = :partial, as_of = :at,
              note = :reason, trouble = null, unusable = false, answer = :answer,
              tried_at = :at, due_at = clock_timestamp() + make_interval(secs => :again)
            """
            : """
            update slo_standing set trouble = :reason, unusable = :unusable or unusable,
              answer = :answer, tried_at = :at,
              due_at = clock_timestamp() + make_interval(secs => :again)
            """;
    var bound =
        jdbc.sql(
                statement
                    + """
                    where slo = :slo and (tried_at is null or tried_at < :at)
                       and exists (select from slo where id = :slo and version = :version)
                       and
                    """
                    + HELD)
            .param("slo", row.id())
            .param("version", row.version())
            .param("me", me)
            .param("at", at.atOffset(ZoneOffset.UTC))
            .param("again", again.toMillis() / 1000.0)
            .param("reason", found.reason())
            .param("answer", found.answer());
    return (found.good()
                ? bound
                    .param("state", found.state().name())
                    .param("keptState", kept == null ? null : kept.state().name())
                    .param("keptUsed", kept == null ? null : kept.consumed())
                    .param("consumed", found.consumed())
                    .param("burn", found.burn())
                    .param("alert", found.alert().name())
                    .param("readings", StoredReadings.write(found.readings()))
                    .param("partial", found.partial())
                : bound.param("unusable", found.unusable()))
            .update()
        == 1;
  }

  /// The definition before what was counted by it, in the order of whoever edits one; else the two
  /// could wait for each other.
  private void hold(ObjectiveRow row) {
    var _ =
        jdbc.sql("select id from slo where id = ? for key share")
            .param(row.id())
            .query(UUID.class)
            .optional();
  }

  /// Keeps one for those who ask why.
  void record(ObjectiveRow row, Instant at, Evaluation found) {
    var took = found.took();
    jdbc.sql(
            """
            insert into slo_evaluation (slo, at, answer, state, consumed, readings, warnings, reason,
              query_ms, version)
            values (:slo, :at, :answer, :state, :consumed, cast(:readings as jsonb), :warnings,
              :reason, :took, :version)
            on conflict do nothing
            """)
        .param("slo", row.id())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("answer", found.answer())
        .param("state", found.state().name())
        .param("consumed", found.consumed())
        .param("readings", StoredReadings.write(found.readings()))
        .param("warnings", found.warnings().toArray(String[]::new))
        .param("reason", found.reason())
        .param("took", took == null ? null : (int) Math.min(took.toMillis(), Integer.MAX_VALUE))
        .param("version", row.version())
        .update();
    jdbc.sql("update slo_standing set recorded_at = clock_timestamp() where slo = ?")
        .param(row.id())
        .update();
  }

  /// What was found in what was counted takes the place of what was found before.
  void find(UUID objective, List<Found> found) {
    jdbc.sql("delete from slo_finding where slo = :slo and not static and code <> all(:codes)")
        .param("slo", objective)
        .param("codes", found.stream().map(Found::code).toArray(String[]::new))
        .update();
    for (var one : found) {
      jdbc.sql(
              """
              insert into slo_finding as f (slo, code, severity, detail, static)
              values (:slo, :code, :severity, left(:detail, 2000), false)
              on conflict (slo, code) do update set severity = :severity, detail = excluded.detail
                where not f.static and f.detail <> excluded.detail
              """)
          .param("slo", objective)
          .param("code", one.code())
          .param("severity", one.severity())
          .param("detail", one.detail())
          .update();
    }
  }

  /// Keeps hours for good. One that is kept already stays as it is.
  ///
  /// @param before hours before this one need not be asked for again
  /// @return whether the lease still held and nobody else had asked for them meanwhile
  boolean keep(ObjectiveRow row, List<HourCounts> hours, Instant before, UUID me) {
    hold(row);
    var moved =
        jdbc.sql(
                    """
                    update slo_standing set hours_before = :before
                     where slo = :slo and hours_before is not distinct from cast(:known as timestamptz)
                       and exists (select from slo where id = :slo and version = :version)
                       and
                    """
                        + HELD)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("slo", row.id())
                .param("version", row.version())
                .param(
                    "known",
                    Optional.ofNullable(row.hoursBefore())
                        .map(known -> known.atOffset(ZoneOffset.UTC))
                        .orElse(null))
                .param("me", me)
                .update()
            == 1;
    if (moved && !hours.isEmpty()) {
      jdbc.sql(
              """
              insert into slo_hour (slo, hour, bad, total)
              select :slo, hour, bad, total
                from unnest(:hours::timestamptz[], :bad::numeric[], :total::numeric[])
                  as kept (hour, bad, total)
              on conflict do nothing
              """)
          .param("slo", row.id())
          .param("hours", hours.stream().map(one -> one.hour().toString()).toArray(String[]::new))
          .param(
              "bad",
              hours.stream().map(one -> one.counts().bad().toString()).toArray(String[]::new))
          .param(
              "total",
              hours.stream().map(one -> one.counts().total().toString()).toArray(String[]::new))
          .update();
    }
    return moved;
  }

  /// Deletes what is past its time.
  ///
  /// @return how many evaluations and hours are gone
  int forget(Duration evaluations, Duration hours) {
    return jdbc.sql(
                "delete from slo_evaluation where recorded_at < clock_timestamp() - make_interval(secs => ?)")
            .param(evaluations.toSeconds())
            .update()
        + jdbc.sql("delete from slo_hour where hour < clock_timestamp() - make_interval(secs => ?)")
            .param(hours.toSeconds())
            .update();
  }
}
