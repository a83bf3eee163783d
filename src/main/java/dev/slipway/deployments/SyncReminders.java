package dev.slipway.deployments;

import dev.slipway.clusters.Placements;
import dev.slipway.deployments.PausedSyncs.Pause;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Reminds people once of a pause that lasts long. Of several replicas one tells: the step that it
/// leaves in the timeline has an id made of the deployment.
@Component
class SyncReminders {

  private static final Logger LOG = LoggerFactory.getLogger(SyncReminders.class);

  private final Placements placements;
  private final PausedSyncs pauses;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;

  SyncReminders(
      Placements placements,
      PausedSyncs pauses,
      JdbcClient jdbc,
      TransactionOperations transactions,
      ApplicationEventPublisher events) {
    this.placements = placements;
    this.pauses = pauses;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.events = events;
  }

  /// Argo CD has been paused for long.
  record PausedForLong(String application, String by, String sentence, Subject subject)
      implements PortalEvent {

    @Override
    public String action() {
      return "sync.paused-for-long";
    }

    @Override
    public Actor actor() {
      return Actor.SYSTEM;
    }

    @Override
    public String reason() {
      return sentence;
    }

    @Override
    public Map<String, Object> after() {
      return Map.of("application", application, "by", by);
    }
  }

  @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
  void look() {
    try {
      placements.all().stream()
          .flatMap(placement -> pauses.on(placement.workload()).stream())
          .filter(Pause::isLong)
          .forEach(this::remind);
    } catch (RuntimeException e) {
      LOG.warn("Pauses are looked at again: {}", e.getMessage());
    }
  }

  void remind(Pause pause) {
    var deployment = pause.deployment();
    var by = pause.by();
    if (deployment == null || by == null) {
      return;
    }
    transactions.executeWithoutResult(_ -> {
      var first =
          jdbc.sql(
                  """
                  insert into deployment_step (id, deployment, at, step, text)
                  values (:id, :deployment, clock_timestamp(), 'paused-for-long', :text)
                  on conflict do nothing
                  """)
              .param("id", stepOf(deployment))
              .param("deployment", deployment)
              .param("text", pause.sentence())
              .update();
      if (first == 1) {
        events.publishEvent(
            new PausedForLong(pause.application(), by, pause.sentence(), subject(deployment)));
      }
    });
  }

  private static UUID stepOf(UUID deployment) {
    return UUID.nameUUIDFromBytes(
        ("paused-for-long " + deployment).getBytes(StandardCharsets.UTF_8));
  }

  private Subject subject(UUID deployment) {
    return jdbc.sql("select sentence, service, environment from deployment where id = :id")
        .param("id", deployment)
        .query((row, _) ->
            Subject.of("deployment", deployment, row.getString("sentence"))
                .in(row.getString("service"), row.getString("environment")))
        .single();
  }
}
