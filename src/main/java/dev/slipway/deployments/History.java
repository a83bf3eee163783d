package dev.slipway.deployments;

import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationQueued;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.OperationStepTaken;
import dev.slipway.plans.OperationView;
import dev.slipway.plans.Operations;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Writes the history in the very transaction that moves an operation, so that one never tells what
/// the other does not know.
@Component
class History {

  private static final int LONGEST = 160;

  private final DeploymentRepository rows;
  private final RecordedTemplates templates;
  private final Plans plans;
  private final Operations operations;
  private final Locks locks;
  private final RevertWatches watches;
  private final ApplicationEventPublisher events;

  History(
      DeploymentRepository rows,
      RecordedTemplates templates,
      Plans plans,
      Operations operations,
      Locks locks,
      RevertWatches watches,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.templates = templates;
    this.plans = plans;
    this.operations = operations;
    this.locks = locks;
    this.watches = watches;
    this.events = events;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void queued(OperationQueued event) {
    var operation = event.operation();
    var plan = plans.byId(operation.plan());
    rows.insert(operation, plan, templates(plan), approvers(plan));
    if (goesBack(plan)) {
      locks.keepAfterRollback(
          operation.placement().value(), operation.id().value(), lockReason(plan), event.actor());
    }
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void moved(OperationMoved event) {
    rows.move(event.now());
    if (event.now().state() == OperationState.SUCCEEDED) {
      watches.begin(event.now());
    }
    if (event.now().kind() == ChangeKind.ROLLBACK && !event.now().state().isActive()) {
      rolledBack(event.now());
    }
  }

  private void rolledBack(OperationView operation) {
    var id = operation.id().value();
    if (operation.effect() == OperationView.Effect.NONE) {
      locks.nothingToKeep(id);
    } else if (operation.state() == OperationState.SUCCEEDED
        && goesBack(plans.byId(operation.plan()))) {
      events.publishEvent(new TakenBack(rows.markRolledBack(id), operation.subject().service()));
    }
  }

  /// What is called a rollback and leads to what was taken back, or to what is newer, takes nothing
  /// back and has nothing to keep away.
  private static boolean goesBack(PlanView plan) {
    return plan.kind() == ChangeKind.ROLLBACK && plan.way() != Way.FORWARD;
  }

  /// Progress is a state, not a line: only what people would tell each other stays in the timeline.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void stepped(OperationStepTaken event) {
    rows.progress(operations.byId(event.operation()));
    if (!event.step().equals("progress")) {
      rows.step(event.id(), event.operation().value(), event.at(), event.step(), event.text());
    }
  }

  private DeploymentRepository.Templates templates(PlanView plan) {
    var change = plan.content().path("change");
    return switch (plan.kind()) {
      case ROLLOUT, ROLLBACK, RESTART, RESOURCES ->
          new DeploymentRepository.Templates(
              templates.key(change.path("fromTemplateHash").asString("")),
              templates.key(change.path("templateHash").asString("")));
      case SCALE,
          PAUSE,
          RESUME,
          PAUSE_SYNC,
          RESUME_SYNC,
          BACKUP_RUN,
          BACKUP_SUSPEND,
          BACKUP_RESUME,
          RESTORE_TEST,
          RESTORE ->
          new DeploymentRepository.Templates(null, null);
    };
  }

  private static String lockReason(PlanView plan) {
    var why = plan.reason().strip();
    var shown = why.length() > LONGEST ? upToAWord(why) + "..." : why;
    var end = shown.endsWith(".") ? "" : ".";
    return "Rolled back " + plan.from() + " → " + plan.to() + ": " + shown + end;
  }

  private static String upToAWord(String text) {
    var space = text.lastIndexOf(' ', LONGEST);
    return text.substring(0, space > 0 ? space : LONGEST);
  }

  private static List<String> approvers(PlanView plan) {
    var standing = plan.standing();
    return standing == null
        ? List.of()
        : standing.decisions().stream()
            .filter(decision -> decision.approved() && decision.counts())
            .map(decision -> decision.personName())
            .toList();
  }
}
