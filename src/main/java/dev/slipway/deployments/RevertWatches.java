package dev.slipway.deployments;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.OperationView;
import dev.slipway.policies.spi.ChangeKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Looks for five minutes after a success whether Argo CD, Flux or an operator puts the change
/// back. Any replica may see it; the row decides who tells it.
@Component
class RevertWatches {

  private static final Logger LOG = LoggerFactory.getLogger(RevertWatches.class);

  private static final Duration LENGTH = Duration.ofMinutes(5);
  private static final Set<Owner.Kind> COUNT_OWNERS = EnumSet.of(Owner.Kind.HPA, Owner.Kind.KEDA);

  private final JdbcClient jdbc;
  private final LiveWorkloads workloads;
  private final RecordedTemplates templates;
  private final DeploymentRepository rows;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;

  RevertWatches(
      JdbcClient jdbc,
      LiveWorkloads workloads,
      RecordedTemplates templates,
      DeploymentRepository rows,
      TransactionOperations transactions,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.workloads = workloads;
    this.templates = templates;
    this.rows = rows;
    this.transactions = transactions;
    this.events = events;
  }

  /// Begins to look, if somebody heals the workload by itself. In the transaction that ends the
  /// deployment.
  void begin(OperationView operation) {
    if (operation.kind().isOfSync() || operation.kind().isOfBackup()) {
      return;
    }
    workloads
        .state(operation.workload())
        .flatMap(state ->
            state.owners().stream()
                .filter(owner -> owner.selfHealing() && !COUNT_OWNERS.contains(owner.kind()))
                .findFirst())
        .ifPresent(owner ->
            jdbc.sql(
                    """
                    update deployment set watch_state = 'WATCHING', watch_owner = :owner,
                      watch_until = clock_timestamp() + make_interval(secs => :seconds)
                    where id = :id and watch_state is null
                    """)
                .param("owner", owner.name())
                .param("seconds", LENGTH.toSeconds())
                .param("id", operation.id().value())
                .update());
  }

  private record Watched(
      UUID id,
      WorkloadRef ref,
      ChangeKind kind,
      String to,
      String from,
      @Nullable String fromTemplate,
      @Nullable String toTemplate,
      Subject subject,
      boolean followed,
      boolean over,
      Duration since) {}

  @Scheduled(fixedDelay = 2_000)
  void look() {
    jdbc.sql(
            """
            select d.*, d.watch_until <= clock_timestamp() as over,
              extract(epoch from clock_timestamp() - d.ended_at) as since,
              exists (select 1 from deployment n where n.placement = d.placement
                and not n.observed and n.queued_at > d.queued_at
                and n.started_at is not null) as followed
            from deployment d where d.watch_state = 'WATCHING' order by d.watch_until limit 100
            """)
        .query((row, _) -> watched(row))
        .list()
        .forEach(this::lookUnhindered);
  }

  /// One that cannot be ended must not keep those behind it from it.
  private void lookUnhindered(Watched watched) {
    try {
      look(watched);
    } catch (RuntimeException e) {
      LOG.error("The watch over {} is looked at again: {}", watched.ref(), e.getMessage(), e);
    }
  }

  private void look(Watched watched) {
    var live = workloads.freshnessOf(watched.ref()).state() == Freshness.State.LIVE;
    var state = live ? workloads.state(watched.ref()).orElse(null) : null;
    if (watched.followed()) {
      end(
          watched,
          RevertWatch.State.UNSEEN,
          "Not watched to the end: a newer deployment followed.",
          null);
    } else if (state != null && !holds(watched, state)) {
      end(watched, RevertWatch.State.REVERTED, reverted(watched, state), state.changedBy());
    } else if (watched.over() && state != null) {
      end(
          watched,
          RevertWatch.State.KEPT,
          "Not reverted within " + Words.duration(LENGTH) + ".",
          null);
    } else if (watched.over()) {
      end(
          watched,
          RevertWatch.State.UNSEEN,
          "Not watched to the end: the cluster gave no signal.",
          null);
    }
  }

  private boolean holds(Watched watched, WorkloadState state) {
    return switch (watched.kind()) {
      case ROLLOUT, ROLLBACK, RESTART, RESOURCES ->
          watched.toTemplate() == null
              || templates.key(state.templateHash()).equals(watched.toTemplate());
      case SCALE ->
          !watched.to().matches("[0-9]{1,6}") || state.desired() == Integer.parseInt(watched.to());
      case PAUSE -> state.paused();
      case RESUME -> !state.paused();
      // What heals by itself heals the workload, not the application.
      case PAUSE_SYNC,
          RESUME_SYNC,
          BACKUP_RUN,
          BACKUP_SUSPEND,
          BACKUP_RESUME,
          RESTORE_TEST,
          RESTORE ->
          true;
    };
  }

  private String reverted(Watched watched, WorkloadState state) {
    var by = state.changedBy() == null ? "somebody" : state.changedBy();
    var after = " " + Words.duration(watched.since()) + " after it succeeded";
    var back =
        watched.fromTemplate() == null
            || templates.key(state.templateHash()).equals(watched.fromTemplate());
    return back
        ? "Reverted by "
            + by
            + after
            + (watched.from().isEmpty() ? "." : ": " + watched.from() + " again.")
        : "Changed again by " + by + after + ", to something else.";
  }

  private void end(
      Watched watched, RevertWatch.State state, String text, @Nullable String manager) {
    transactions.executeWithoutResult(_ -> {
      var mine =
          jdbc.sql(
                  """
                  update deployment set watch_state = :state, watch_text = :text
                  where id = :id and watch_state = 'WATCHING'
                  """)
              .param("state", state.name())
              .param("text", text)
              .param("id", watched.id())
              .update();
      if (mine == 1) {
        var now =
            jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
        rows.step(UuidV7.next(), watched.id(), now, state.name().toLowerCase(Locale.ROOT), text);
        events.publishEvent(
            new WatchEnded(
                watched.id(),
                state,
                text,
                manager == null ? "unknown" : manager,
                watched.subject()));
      }
    });
  }

  private static Watched watched(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    return new Watched(
        id,
        new WorkloadRef(
            new ClusterId(row.getObject("cluster", UUID.class)),
            row.getString("namespace"),
            WorkloadKind.valueOf(row.getString("workload_kind")),
            row.getString("workload_name")),
        ChangeKind.stored(row.getString("kind")),
        row.getString("to_version"),
        row.getString("from_version"),
        row.getString("from_template"),
        row.getString("to_template"),
        Subject.of("deployment", id, row.getString("sentence"))
            .in(row.getString("service"), row.getString("environment")),
        row.getBoolean("followed"),
        row.getBoolean("over"),
        Duration.ofSeconds(Math.max(0, row.getLong("since"))));
  }
}
