package dev.slipway.plans.web;

import dev.slipway.approvals.DecisionMade;
import dev.slipway.approvals.DecisionUndone;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.plans.PlanMoved;
import dev.slipway.plans.PlanSubmitted;
import dev.slipway.plans.Plans;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Patch;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Keeps open plan pages current: `plan:{id}`.
@Component
class PlanTopic implements LiveTopic {

  private static final List<String> STANDING = List.of("plan-head", "plan-standing");

  /// What the checks say changes with the state, and with nothing else that happens here.
  private static final List<String> ALL = List.of("plan-head", "plan-standing", "plan-panel");

  private final Plans plans;
  private final Access access;
  private final ObjectProvider<LiveStream> stream;

  PlanTopic(Plans plans, Access access, ObjectProvider<LiveStream> stream) {
    this.plans = plans;
    this.access = access;
    this.stream = stream;
  }

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public boolean mayWatch(Actor actor, String key) {
    return actor.person() != null && access.permitsSomewhere(actor, Permission.VIEW);
  }

  @Override
  public List<Patch> snapshot(Actor actor, String key) {
    try {
      var view = plans.byId(Words.planId(key));
      return List.of(Patch.text("plan-why", view.why()));
    } catch (DomainFailure gone) {
      return List.of();
    }
  }

  @EventListener
  void on(PlanMoved moved) {
    reload(moved.subject(), ALL);
  }

  @EventListener
  void on(PlanSubmitted submitted) {
    reload(submitted.subject(), STANDING);
  }

  @EventListener
  void on(DecisionMade made) {
    reload(made.subject(), STANDING);
  }

  @EventListener
  void on(DecisionUndone undone) {
    reload(undone.subject(), STANDING);
  }

  private void reload(Subject subject, List<String> parts) {
    if (subject.kind().equals("plan")) {
      parts.forEach(part -> stream.getObject().reload("plan:" + subject.id(), part));
    }
  }
}
