package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import tools.jackson.databind.JsonNode;

/// How many pods may be there too many and too few while templates change.
record Surge(int replicas, int maxSurge, int maxUnavailable) {

  static Surge of(JsonNode deployment) {
    int replicas = Json.integer(deployment, 1, "spec", "replicas");
    JsonNode strategy = Json.at(deployment, "spec", "strategy");
    if (Json.text(strategy, "type").equals("Recreate")) {
      return new Surge(replicas, 0, 0);
    }
    int surge = count(Json.at(strategy, "rollingUpdate", "maxSurge"), replicas, true);
    int unavailable = count(Json.at(strategy, "rollingUpdate", "maxUnavailable"), replicas, false);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    return new Surge(replicas, surge, Math.min(unavailable, replicas));
  }

  /// A number, or a share of the total in percent.
  static int count(JsonNode value, int total, boolean up) {
    if (value.isNumber()) {
      return value.asInt(0);
    }
    String text = value.asString("");
    if (!text.matches("[0-9]{1,9}%?")) {
      return 0;
    }
    if (!text.endsWith("%")) {
      return Integer.parseInt(text);
    }
    double share = Integer.parseInt(text.substring(0, text.length() - 1)) / 100.0 * total;
    return (int) (up ? Math.ceil(share) : Math.floor(share));
  }

  int most() {
    return replicas + maxSurge;
  }

  int leastAvailable() {
    return replicas - maxUnavailable;
  }
}
