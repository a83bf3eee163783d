package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.Json;
import tools.jackson.databind.JsonNode;

/// What a deletion asks for: grace, what becomes of the dependents, and what must still hold.
public record DeleteOptions(
    int graceSeconds, String propagation, String uid, String version, boolean dryRun) {

  private static final int DEFAULT_GRACE = -1;

  public static DeleteOptions background() {
    return new DeleteOptions(DEFAULT_GRACE, "Background", "", "", false);
  }

  public static DeleteOptions read(JsonNode body) {
    String propagation = Json.text(body, "propagationPolicy");
    if (Json.flag(body, "orphanDependents")) {
      propagation = "Orphan";
    }
    return new DeleteOptions(
        Json.integer(body, DEFAULT_GRACE, "gracePeriodSeconds"),
        propagation.isEmpty() ? "Background" : propagation,
        Json.text(body, "preconditions", "uid"),
        Json.text(body, "preconditions", "resourceVersion"),
        !Json.items(body, "dryRun").isEmpty());
  }

  public DeleteOptions with(String graceInQuery, String propagationInQuery, boolean dry) {
    return new DeleteOptions(
        graceInQuery.isEmpty() ? graceSeconds : Integer.parseInt(graceInQuery),
        propagationInQuery.isEmpty() ? propagation : propagationInQuery,
        uid,
        version,
        dry || dryRun);
  }
}
