package dev.slipway.backups;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reading of objects that others wrote, without failing on what is missing or odd.
final class Fields {

  static final String VELERO_SCHEDULE = "velero.io/schedule-name";
  static final String CNPG_SCHEDULE = "cnpg.io/scheduled-backup";

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final int LONGEST_WORDS = 500;
  private static final int LONGEST_TEXT = 1000;
  private static final int MOST = 1000;
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  static final String BY_A_PLAN = "Started by a plan of this portal.";

  private Fields() {}

  /// Whether a plan of this portal made it.
  static boolean isOurs(JsonNode object) {
    return !text(object, "/metadata/annotations/slipway.dev~1deployment").isEmpty();
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asString("");
  }

  static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asString("");
  }

  static String uid(JsonNode object) {
    return object.at("/metadata/uid").asString("");
  }

  static String label(JsonNode object, String label) {
    return object.path("metadata").path("labels").path(label).asString("");
  }

  static String text(JsonNode object, String pointer) {
    return clean(object.at(pointer).asString(""), LONGEST_TEXT);
  }

  /// A sentence of the cluster's, short enough to be kept.
  static String words(JsonNode object, String pointer) {
    var node = object.at(pointer);
    var text = node.isArray() ? String.join("; ", strings(object, pointer)) : node.asString("");
    return clean(text, LONGEST_WORDS).replaceAll("\\s+", " ").strip();
  }

  static List<String> strings(JsonNode object, String pointer) {
    return object
        .at(pointer)
        .valueStream()
        .limit(MOST)
        .map(item -> clean(item.asString(""), LONGEST_TEXT))
        .toList();
  }

  /// Without what is not seen, which a database may not even take. Without characters that nobody
  /// sees, and no longer than is kept.
  static String clean(String text) {
    return clean(text, LONGEST_TEXT);
  }

  private static String clean(String text, int longest) {
    var cut = text.length() > longest ? text.substring(0, longest) : text;
    return UNSEEN.matcher(cut).replaceAll(" ");
  }

  /// A moment that has been, or null: a time of the far future would make every age good.
  static @Nullable Instant past(JsonNode object, String pointer, Instant now) {
    var moment = moment(object, pointer);
    return moment == null || moment.isAfter(now.plus(SKEW)) ? null : moment;
  }

  static @Nullable Instant moment(JsonNode object, String pointer) {
    try {
      var text = object.at(pointer).asString("");
      var moment = text.isEmpty() ? null : Instant.parse(text);
      return moment == null || moment.isBefore(OLDEST) ? null : moment;
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /// Whether a condition of the status has this status.
  static boolean is(JsonNode object, String condition, String status) {
    return object
        .at("/status/conditions")
        .valueStream()
        .anyMatch(each ->
            each.path("type").asString("").equals(condition)
                && each.path("status").asString("").equals(status));
  }

  static JsonNode condition(JsonNode object, String condition) {
    return object
        .at("/status/conditions")
        .valueStream()
        .filter(each -> each.path("type").asString("").equals(condition))
        .findFirst()
        .orElseGet(() -> object.at("/nowhere"));
  }

  static @Nullable String controllerUid(JsonNode object) {
    return object
        .at("/metadata/ownerReferences")
        .valueStream()
        .filter(owner -> owner.path("controller").asBoolean(false))
        .map(owner -> owner.path("uid").asString(""))
        .findFirst()
        .orElse(null);
  }
}
