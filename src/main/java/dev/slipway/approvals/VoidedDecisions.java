package dev.slipway.approvals;

import dev.slipway.identity.IdentityChanged;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Takes back, for good, what a person decided on open requests when the account is disabled: it
/// may not have been this person who decided. Enabled again, they can decide again.
@Component
class VoidedDecisions {

  static final String WHY = "account disabled";

  /// Enabling looks once more: a decision may have been made while the account was being disabled.
  private static final Set<String> ACTIONS = Set.of("person.disabled", "person.enabled");

  private final ApprovalRequests requests;
  private final Decisions decisions;
  private final ApplicationEventPublisher events;

  VoidedDecisions(
      ApprovalRequests requests, Decisions decisions, ApplicationEventPublisher events) {
    this.requests = requests;
    this.decisions = decisions;
    this.events = events;
  }

  /// Without the lock of the requests, for the person's row, which comes last everywhere, is locked
  /// already. A count that runs meanwhile may still count them: whatever is claimed and whatever is
  /// sent counts again, and finds them void.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(IdentityChanged changed) {
    var person = changed.rightsOf();
    if (person == null || !ACTIONS.contains(changed.action())) {
      return;
    }
    for (var decision : decisions.takeBackOpen(person, WHY)) {
      var id = requests.ofDecision(decision).orElseThrow(ApprovalNotFound::new);
      var request = requests.find(id).orElseThrow(ApprovalNotFound::new);
      events.publishEvent(
          new DecisionUndone(
              id, decision, request.contentHash(), request.subject(), WHY, changed.actor()));
    }
  }
}
