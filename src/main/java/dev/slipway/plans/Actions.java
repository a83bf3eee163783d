package dev.slipway.plans;

import dev.slipway.plans.spi.Action;
import dev.slipway.policies.spi.ChangeKind;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// The actions of all modules, one a kind.
@Component
class Actions {

  private final ObjectProvider<Action> beans;
  private final Map<ChangeKind, Action> byKind = new EnumMap<>(ChangeKind.class);

  Actions(ObjectProvider<Action> beans) {
    this.beans = beans;
  }

  synchronized Action of(ChangeKind kind) {
    if (byKind.isEmpty()) {
      beans.orderedStream().forEach(action -> byKind.put(action.kind(), action));
    }
    var action = byKind.get(kind);
    if (action == null) {
      throw new IllegalStateException("no action carries out a " + kind.slug());
    }
    return action;
  }
}
