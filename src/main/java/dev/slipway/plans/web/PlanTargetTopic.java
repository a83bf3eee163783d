package dev.slipway.plans.web;

import dev.slipway.clusters.PlacementId;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationQueued;
import dev.slipway.policies.EnvironmentPolicyEdited;
import dev.slipway.policies.FreezesChanged;
import dev.slipway.policies.LockChanged;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Patch;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What an open plan's checks depend on besides itself: what runs on its target and whether that is
/// locked, `plan-target:{placement}`; freezes and policies, of wherever, `plan-target:rules`.
@Component
class PlanTargetTopic implements LiveTopic {

  static final String RULES = "plan-target:rules";

  private static final List<String> PARTS = List.of("plan-standing", "plan-panel");

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
    return PARTS;
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

  @EventListener
  void on(LockChanged event) {
    reload("plan-target:" + event.lock().placement());
  }

  @EventListener
  void on(FreezesChanged event) {
    reload(RULES);
  }

  @EventListener
  void on(EnvironmentPolicyEdited event) {
    reload(RULES);
  }

  private void reload(PlacementId placement) {
    reload("plan-target:" + placement.value());
  }

  private void reload(String topic) {
    PARTS.forEach(part -> stream.getObject().reload(topic, part));
  }
}
