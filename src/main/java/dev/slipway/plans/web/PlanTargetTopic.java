package dev.slipway.plans.web;

import dev.slipway.clusters.PlacementId;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationQueued;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Patch;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What runs on the target of an open plan decides whether it can start: `plan-target:{placement}`.
@Component
class PlanTargetTopic implements LiveTopic {

  private static final String STANDING = "plan-standing";

  private final Access access;
  private final ObjectProvider<LiveStream> stream;

  PlanTargetTopic(Access access, ObjectProvider<LiveStream> stream) {
    this.access = access;
    this.stream = stream;
  }

  @Override
  public String name() {
    return "plan-target";
  }

  @Override
  public boolean mayWatch(Actor actor, String key) {
    return actor.person() != null && access.permitsSomewhere(actor, Permission.VIEW);
  }

  @Override
  public List<Patch> snapshot(Actor actor, String key) {
    return List.of();
  }

  @Override
  public List<String> parts(String key) {
    return List.of(STANDING);
  }

  @EventListener
  void on(OperationQueued event) {
    reload(event.operation().placement());
  }

  @EventListener
  void on(OperationMoved event) {
    if (!event.now().state().isActive()) {
      reload(event.now().placement());
    }
  }

  private void reload(PlacementId placement) {
    stream.getObject().reload("plan-target:" + placement.value(), STANDING);
  }
}
