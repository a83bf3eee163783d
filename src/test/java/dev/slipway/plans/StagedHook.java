package dev.slipway.plans;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Keeps the portal's own workers away from operations that a test carries out itself.
@Component
class StagedHook implements FailPointHook {

  private final Set<OperationId> staged = ConcurrentHashMap.newKeySet();

  void stage(OperationId operation) {
    staged.add(operation);
  }

  static class Played extends RuntimeException {

    Played() {
      super("a test carries out this operation", null, false, false);
    }
  }

  @Override
  public void at(String point, Object id) {
    if (point.equals("woken")
        && id instanceof OperationId operation
        && staged.contains(operation)) {
      throw new Played();
    }
  }
}
