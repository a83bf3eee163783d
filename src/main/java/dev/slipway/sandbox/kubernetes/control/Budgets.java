package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.LabelSelector;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Counts how many pods of a disruption budget may be evicted now.
final class Budgets implements Controller {

  private static final String ID = "poddisruptionbudgets.policy";

  private final Plane plane;

  Budgets(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.type().equals(ID) && change.kind() != Change.Kind.DELETED) {
      return List.of(change.key());
    }
    if (!change.type().equals("pods")) {
      return List.of();
    }
    return plane.list(ID, change.key().namespace()).stream()
        .filter(b -> LabelSelector.of(Json.at(b, "spec", "selector")).matches(change.object()))
        .map(Key::of)
        .toList();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode budget = plane.get(ID, key);
    if (budget == null) {
      return Optional.empty();
    }
    LabelSelector selector = LabelSelector.of(Json.at(budget, "spec", "selector"));
    List<ObjectNode> pods =
        plane.list("pods", key.namespace()).stream()
            .filter(selector::matches)
            .filter(Pods::active)
            .toList();
    int healthy = (int) pods.stream().filter(Pods::ready).count();
    int expected = pods.size();
    int wanted =
        Json.absent(budget, "spec", "minAvailable")
            ? expected - Surge.count(Json.at(budget, "spec", "maxUnavailable"), expected, true)
            : Surge.count(Json.at(budget, "spec", "minAvailable"), expected, true);
    int allowed = Math.max(0, healthy - Math.max(0, wanted));
    plane.status(
        ID,
        key,
        changed -> {
          ObjectNode status = Json.child(changed, "status");
          status.put("observedGeneration", Json.integer(budget, 1, "metadata", "generation"));
          status.put("expectedPods", expected).put("desiredHealthy", Math.max(0, wanted));
          status.put("currentHealthy", healthy).put("disruptionsAllowed", allowed);
          Conditions.setPlain(
              changed,
              "DisruptionAllowed",
              allowed > 0 ? "True" : "False",
              allowed > 0 ? "SufficientPods" : "InsufficientPods",
              "");
        });
    return Optional.empty();
  }
}
