package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import jakarta.servlet.http.HttpServletRequest;
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
class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final ApplicationEventPublisher events;
  private final TransactionTemplate own;

  Refusals(ApplicationEventPublisher events, PlatformTransactionManager transactions) {
    this.events = events;
    this.own = new TransactionTemplate(transactions);
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  void announce(DomainFailure failure, Actor actor, HttpServletRequest request) {
    boolean refusal = failure.problem().status() == 403;
    boolean attempt = failure.action() != null && failure.problem().status() != 404;
    if (!refusal && !attempt) {
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
