package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the controllers of Velero share. Velero is at work in a namespace that has a storage
/// location, and nowhere else.
final class Velero {

  static final String BACKUPS = "backups.velero.io";
  static final String RESTORES = "restores.velero.io";
  static final String SCHEDULES = "schedules.velero.io";
  static final String LOCATIONS = "backupstoragelocations.velero.io";
  static final String SCHEDULE_LABEL = "velero.io/schedule-name";

  private static final String WHO = "velero-server";
  private static final Pattern PART = Pattern.compile("([0-9]+)([hms])");
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Velero() {}

  static boolean isAtWork(Plane plane, String namespace) {
    return !plane.list(LOCATIONS, namespace).isEmpty();
  }

  /// The location of this name, or the default one.
  static Optional<ObjectNode> location(Plane plane, String namespace, String name) {
    return plane.list(LOCATIONS, namespace).stream()
        .filter(each ->
            name.isEmpty()
                ? Json.flag(each, "spec", "default") || Json.name(each).equals("default")
                : Json.name(each).equals(name))
        .findFirst();
  }

  static String phase(JsonNode object) {
    return Json.text(object, "status", "phase");
  }

  static boolean isNew(JsonNode object) {
    return phase(object).isEmpty() || phase(object).equals("New");
  }

  /// Changes the status, by its own road where the kind has one.
  static void status(Plane plane, String id, Key key, Consumer<ObjectNode> change) {
    plane.change(
        id,
        key,
        plane.type(id).has("status") ? "status" : "",
        WHO,
        object -> change.accept(Json.child(object, "status")));
  }

  static void refuse(Plane plane, String id, Key key, String why) {
    status(
        plane,
        id,
        key,
        status -> status.put("phase", "FailedValidation").putArray("validationErrors").add(why));
  }

  /// A duration as Go writes it, such as `720h0m0s`; the other one where there is none.
  static Duration duration(String text, Duration otherwise) {
    var found = Duration.ZERO;
    var parts = PART.matcher(text);
    while (parts.find()) {
      var amount = Long.parseLong(parts.group(1), 0, Math.min(9, parts.group(1).length()), 10);
      found =
          found.plus(
              switch (parts.group(2)) {
                case "h" -> Duration.ofHours(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofSeconds(amount);
              });
    }
    return found.isZero() ? otherwise : found.compareTo(LONGEST) > 0 ? LONGEST : found;
  }

  static List<String> texts(JsonNode node, String... path) {
    return Json.items(node, path).stream().map(each -> each.asString("")).toList();
  }
}
