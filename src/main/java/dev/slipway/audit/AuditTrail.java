package dev.slipway.audit;

import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.shell.AfterCommit;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes every portal event in the transaction of the change itself: both are kept, or neither is.
/// Each event also leaves as one line of JSON on the log stream.
@Component
class AuditTrail {

  private static final Logger LOG = LoggerFactory.getLogger("dev.slipway.audit.trail");

  private final JdbcClient jdbc;
  private final AuditBodies bodies;
  private final TransactionTemplate inTheChange;
  private final TransactionTemplate onItsOwn;
  private final AuditMetrics metrics;

  AuditTrail(
      JdbcClient jdbc,
      AuditBodies bodies,
      PlatformTransactionManager transactions,
      AuditMetrics metrics) {
    this.jdbc = jdbc;
    this.bodies = bodies;
    this.metrics = metrics;
    this.inTheChange = with(transactions, TransactionDefinition.PROPAGATION_MANDATORY);
    this.onItsOwn = with(transactions, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @EventListener
  void on(PortalEvent event) {
    var body = bodies.of(event);
    var transaction = event instanceof AttemptRefused ? onItsOwn : inTheChange;
    try {
      transaction.executeWithoutResult(_ -> {
        write(body);
        // The same record in the log, for whoever collects logs: only of what really came to be.
        AfterCommit.run("Logging an event of the trail", () -> LOG.info("{}", body.line()));
      });
    } catch (RuntimeException unwritten) {
      metrics.unwritten();
      throw unwritten;
    }
  }

  private void write(AuditBody body) {
    jdbc.sql(
            """
            insert into audit.audit_event (
              id, actor_person, actor_name, via, action, subject_kind, subject_id, subject_name,
              service, environment, outcome, reason, plan_hash, before, after, request_id, address,
              authenticated_at, payload_version, body_hash)
            values (
              :id, :person, :actor, :via, :action, :kind, :subject, :name,
              :service, :environment, :outcome, :reason, :planHash, :before::jsonb, :after::jsonb,
              :request, :address, :authenticatedAt, :version, decode(:hash, 'hex'))
            """)
        .param("id", body.id())
        .param("person", body.event().actor().person(), Types.OTHER)
        .param("actor", body.text("actor"))
        .param("via", body.event().actor().via().name())
        .param("action", body.event().action())
        .param("kind", body.event().subject().kind())
        .param("subject", body.text("subjectId"))
        .param("name", body.text("subjectName"))
        .param("service", body.event().subject().service(), Types.VARCHAR)
        .param("environment", body.event().subject().environment(), Types.VARCHAR)
        .param("outcome", body.event().outcome().name())
        .param("reason", body.textOrNull("reason"), Types.VARCHAR)
        .param("planHash", body.event().planHash(), Types.VARCHAR)
        .param("before", body.before())
        .param("after", body.after())
        .param("request", body.event().actor().requestId(), Types.VARCHAR)
        .param("address", body.event().actor().address(), Types.VARCHAR)
        .param("authenticatedAt", timestamp(body), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("version", AuditBodies.VERSION)
        .param("hash", body.hash())
        .update();
  }

  private static @Nullable Object timestamp(AuditBody body) {
    Instant at = body.event().actor().authenticatedAt();
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private static TransactionTemplate with(
      PlatformTransactionManager transactions, int propagation) {
    var template = new TransactionTemplate(transactions);
    template.setPropagationBehavior(propagation);
    return template;
  }
}
