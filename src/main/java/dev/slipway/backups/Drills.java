package dev.slipway.backups;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.kernel.Plural;
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
/// succeeded says nothing of whether what it wrote can be read, and that objects are back says
/// nothing of whether they work. A person says that of a trial, once.
@Service
public class Drills {

  private static final int LONGEST = 1000;
  private static final int MOST = 50;
  private static final int FEW = 5;

  /// Until the next one, where none was ever due.
  private static final int USUAL_DAYS = 90;

  /// As people read them: a trial with what was said of it.
  private static final String ALL =
      """
      select drill.id, drill.source, drill.done_on, drill.note, drill.by_name, drill.recorded_at,
        drill.namespace, coalesce(answer.passed, drill.passed) as passed,
        coalesce(answer.next_due, drill.next_due) as next_due,
        coalesce(answer.by_name || ': ' || answer.note, '') as answer
        from backup_drill drill left join backup_drill_answer answer on answer.drill = drill.id
      """;

  private static final int EARLIEST = 2000;
  private static final int LATEST = 9000;
  private static final int MOST_YEARS = 5;

  private final JdbcClient jdbc;
  private final SourceRows sources;
  private final BackupRights rights;
  private final LiveWorkloads workloads;
  private final ApplicationEventPublisher events;

  Drills(
      JdbcClient jdbc,
      SourceRows sources,
      BackupRights rights,
      LiveWorkloads workloads,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.sources = sources;
    this.rights = rights;
    this.workloads = workloads;
    this.events = events;
  }

  /// Newest first.
  @Transactional(readOnly = true)
  public List<Drill> of(UUID backup) {
    return jdbc.sql(
            ALL
                + " where drill.source = :source order by drill.done_on desc, drill.recorded_at desc limit :most")
        .param("source", backup)
        .param("most", MOST)
        .query((row, _) -> drill(row))
        .list();
  }

  /// The newest of every backup that has one. One that nobody has judged moves no date, so it has
  /// that of the one before it.
  @Transactional(readOnly = true)
  public Map<UUID, Drill> newest() {
    var newest = new HashMap<UUID, Drill>();
    jdbc.sql(
            """
            with told as (%s)
            select distinct on (source) id, source, done_on, note, by_name, recorded_at, namespace,
              passed, answer,
              case when passed is null then (
                select due.next_due from told due
                where due.source = told.source and due.next_due is not null
                order by due.done_on desc, due.recorded_at desc limit 1) else next_due end as next_due
              from told
            order by source, done_on desc, recorded_at desc
            """
                .formatted(ALL))
        .query(row -> {
          newest.put(row.getObject("source", UUID.class), drill(row));
        });
    return newest;
  }

  private static Drill drill(ResultSet row) throws SQLException {
    return new Drill(
        row.getObject("id", UUID.class),
        row.getObject("done_on", LocalDate.class),
        row.getObject("passed", Boolean.class),
        row.getString("note"),
        row.getObject("next_due", LocalDate.class),
        row.getString("by_name"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        row.getString("namespace"),
        row.getString("answer"));
  }

  /// What the namespace of a trial shows now, from memory, as help for whoever judges it.
  ///
  /// @return such as `3 of 4 workloads are ready; not ready: mysql`; empty where nothing of it is
  ///   known
  public String shown(UUID backup, Drill drill) {
    var cluster = sources.find(backup, false).map(SourceRow::cluster).orElse(null);
    if (cluster == null
        || drill.namespace().isEmpty()
        || workloads.freshness(cluster).state() == Freshness.State.LOST) {
      return "";
    }
    var there =
        workloads.all(cluster).stream()
            .filter(one -> one.ref().namespace().equals(drill.namespace()))
            .toList();
    var waiting =
        there.stream()
            .filter(one -> one.ready() < one.desired())
            .map(one -> one.ref().name())
            .sorted()
            .toList();
    return there.isEmpty()
        ? ""
        : "%d of %s ready%s"
            .formatted(
                there.size() - waiting.size(),
                Plural.of(there.size(), "workload is", "workloads are"),
                waiting.isEmpty()
                    ? ""
                    : "; not ready: "
                        + String.join(", ", waiting.stream().limit(FEW).toList())
                        + (waiting.size() > FEW
                            ? " and %d more".formatted(waiting.size() - FEW)
                            : ""));
  }

  /// Says of a trial whether what came back works. Where it does, the next is due as far off as it
  /// was the last time, else after a quarter; where it does not, at once.
  ///
  /// @param note how that was seen
  /// @throws DomainFailure if it is no trial, or somebody said so already
  @Transactional
  public void judge(UUID backup, UUID drill, boolean works, String note, Actor actor) {
    var row = sources.find(backup, false).orElseThrow(Backups::nothing);
    rights.require(row, List.of(), actor);
    var words =
        OneLine.of(note, LONGEST)
            .orElseThrow(() ->
                new FieldRefused("said", "Say how you saw it, in 1 to 1000 visible characters."));
    var kept =
        jdbc.sql(
                """
                insert into backup_drill_answer (drill, passed, note, next_due, by_name)
                select drill.id, :works, :note,
                  case when :works then drill.done_on + coalesce((
                    select told.next_due - told.done_on from (%s) as told
                    where told.source = drill.source and told.next_due > told.done_on
                      and isfinite(told.next_due) and isfinite(told.done_on)
                    order by told.done_on desc, told.recorded_at desc limit 1), :usual)
                  else (clock_timestamp() at time zone 'UTC')::date end, :by
                from backup_drill drill
                where drill.id = :drill and drill.source = :source and drill.passed is null
                on conflict (drill) do nothing
                """
                    .formatted(ALL))
            .param("drill", drill)
            .param("source", backup)
            .param("works", works)
            .param("note", words)
            .param("usual", USUAL_DAYS)
            .param("by", actor.name())
            .update();
    if (kept == 0) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "There is no trial of this backup that waits for this word. Somebody may have said it before; its page tells.");
    }
    events.publishEvent(
        new BackupChanged(
            "backup.drill-judged",
            actor,
            BackupRights.subject(row, rights.services(row)),
            Map.of(),
            Map.of(
                "drill",
                drill.toString(),
                "outcome",
                works ? "works" : "does not work",
                "note",
                words)));
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
