package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Announces refused acts in a transaction of their own, after the refused one has ended. That a
/// trail cannot be written never hides the refusal itself.
@Component
public class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final ApplicationEventPublisher events;
  private final TransactionTemplate own;

  Refusals(ApplicationEventPublisher events, PlatformTransactionManager transactions) {
    this.events = events;
    this.own = new TransactionTemplate(transactions);
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /// For a handler that answers a refusal with a page of its own instead of throwing it on.
  public void announce(DomainFailure failure, Actor actor, HttpServletRequest request) {
    int status = failure.problem().status();
    boolean attempt = failure.action() != null && status != 404;
    boolean late = !READING.contains(request.getMethod()) && (status == 409 || status == 410);
    if (status != 403 && !attempt && !late) {
      return;
    }
    var event = RequestRefused.from(failure, actor, request.getMethod(), request.getRequestURI());
    try {
      own.executeWithoutResult(_ -> events.publishEvent(event));
    } catch (RuntimeException e) {
      LOG.error("A refused act could not be written to the audit trail: {}", event, e);
    }
  }
}
