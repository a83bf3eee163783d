package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterGateway.DisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// PodDisruptionBudgets of a namespace, and which of them cover a template.
final class Budgets {

  private Budgets() {}

  static Optional<List<DisruptionBudget>> read(
      ClusterCalls calls, String namespace, JsonNode template) {
    var answer = calls.get(Paths.budgets(namespace));
    if (answer.status() == 403 || answer.status() == 404) {
      return Optional.empty();
    }
    var found = new ArrayList<DisruptionBudget>();
    for (var item : Reads.required(calls, answer).json().path("items")) {
      if (covers(item.path("spec").path("selector"), template.path("metadata").path("labels"))) {
        found.add(budget(item));
      }
    }
    return Optional.of(List.copyOf(found));
  }

  static DisruptionBudget budget(JsonNode item) {
    var status = item.path("status");
    // The numbers count only for the spec that the controller has seen.
    var judged =
        status.path("observedGeneration").asLong(0)
            >= item.path("metadata").path("generation").asLong(0);
    return new DisruptionBudget(
        Fields.text(item.path("metadata"), "name"),
        rule(item.path("spec")),
        judged && status.has("disruptionsAllowed")
            ? (@Nullable Integer) Fields.number(status, "disruptionsAllowed", 0)
            : null,
        Fields.number(status, "currentHealthy", 0),
        Fields.number(status, "desiredHealthy", 0));
  }

  private static String rule(JsonNode spec) {
    if (spec.has("maxUnavailable")) {
      return "at most " + spec.path("maxUnavailable").asString("") + " unavailable";
    }
    return "at least " + spec.path("minAvailable").asString("1") + " available";
  }

  /// As the API of policy/v1 reads it: no selector covers nothing, an empty one covers all.
  static boolean covers(JsonNode selector, JsonNode labels) {
    if (!selector.isObject()) {
      return false;
    }
    for (var wanted : selector.path("matchLabels").properties()) {
      if (!wanted.getValue().equals(labels.path(wanted.getKey()))) {
        return false;
      }
    }
    for (var expression : selector.path("matchExpressions")) {
      if (!holds(expression, labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(JsonNode expression, JsonNode labels) {
    var value = labels.path(Fields.text(expression, "key"));
    var listed = expression.path("values").valueStream().anyMatch(value::equals);
    return switch (Fields.text(expression, "operator")) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> !value.isMissingNode();
      case "DoesNotExist" -> value.isMissingNode();
      default -> false;
    };
  }
}
