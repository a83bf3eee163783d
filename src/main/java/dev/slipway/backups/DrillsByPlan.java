package dev.slipway.backups;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.OperationView;
import dev.slipway.plans.Plans;
import dev.slipway.policies.spi.ChangeKind;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes down how a trial of a restore ended, in the transaction that ends it: once, and only
/// where it is known. One that Velero completed is not passed by that: its objects are back, and a
/// person says whether they work ({@link Drills#judge}).
@Component
class DrillsByPlan {

  private static final int LONGEST = 1000;

  private final JdbcClient jdbc;
  private final SourceRows sources;
  private final BackupRights rights;
  private final Plans plans;
  private final ApplicationEventPublisher events;

  DrillsByPlan(
      JdbcClient jdbc,
      SourceRows sources,
      BackupRights rights,
      Plans plans,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.sources = sources;
    this.rights = rights;
    this.plans = plans;
    this.events = events;
  }

  @EventListener
  void ended(OperationMoved moved) {
    var now = moved.now();
    var isKnown =
        now.state() == OperationState.SUCCEEDED
            || (now.state() == OperationState.FAILED && now.effect() == OperationView.Effect.MADE);
    if (now.kind() == ChangeKind.RESTORE_TEST && isKnown) {
      record(now, now.state() == OperationState.SUCCEEDED, moved.why());
    }
  }

  private void record(OperationView ended, boolean back, String why) {
    var change = plans.byId(ended.plan()).content().path("change");
    var row = source(change.path("source").asString("")).orElse(null);
    if (row == null) {
      // Nobody can look at a drill of what is not known any more; the deployment itself stays.
      return;
    }
    var source = row.id();
    var note =
        "%s of %s into %s: %s"
            .formatted(
                change.path("from").asString(),
                change.path("name").asString(),
                change.path("into").asString(),
                why);
    var words = note.length() > LONGEST ? note.substring(0, LONGEST) : note;
    var kept =
        jdbc.sql(
                """
                insert into backup_drill
                  (id, source, done_on, passed, note, next_due, by_name, operation, namespace)
                select :id, :source, today, :passed, :note,
                  case when :back then null else today end, :by, :operation, :namespace
                from (select (clock_timestamp() at time zone 'UTC')::date as today) as clock
                on conflict (operation) do nothing
                """)
            .param("id", UuidV7.next())
            .param("source", source)
            .param("passed", back ? null : false, Types.BOOLEAN)
            .param("back", back)
            .param("namespace", change.path("into").asString())
            .param("note", words)
            .param("by", ended.requester().name())
            .param("operation", ended.id().value())
            .update();
    if (kept == 1) {
      announce(row, back, words, ended);
    }
  }

  private Optional<SourceRow> source(String id) {
    try {
      return sources.find(UUID.fromString(id), false);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void announce(SourceRow row, boolean back, String note, OperationView ended) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("outcome", back ? "objects are back, not judged yet" : "failed");
    facts.put("note", note);
    facts.put("deployment", ended.id().value().toString());
    events.publishEvent(
        new BackupChanged(
            "backup.drill-recorded",
            Actor.SYSTEM,
            BackupRights.subject(row, rights.services(row)),
            Map.of(),
            facts));
  }
}
