package dev.slipway.health.web;

import dev.slipway.health.AlertLine;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// What the address of the list asks for; null or empty does not narrow.
///
/// @param state `firing`, `pending`, `held` or `unmapped`
public record AlertFilter(@Nullable String q, @Nullable String service, @Nullable String state) {

  static final String PATH = "/alerts";

  public boolean isEmpty() {
    return values().isEmpty();
  }

  boolean fits(AlertLine line) {
    var words = text(q).toLowerCase(Locale.ROOT);
    return (text(service).isEmpty()
            || line.places().stream().anyMatch(at -> at.service().equals(text(service))))
        && (words.isEmpty()
            || line.name().toLowerCase(Locale.ROOT).contains(words)
            || line.summary().toLowerCase(Locale.ROOT).contains(words)
            || line.places().stream().anyMatch(at -> at.service().contains(words)));
  }

  /// Whether it is in the state that is asked for. What is held back fires nevertheless.
  boolean isIn(AlertLine line) {
    return is(text(state), line);
  }

  static boolean is(String asked, AlertLine line) {
    return switch (asked) {
      case "firing" -> line.isFiring();
      case "pending" -> !line.isFiring();
      case "held" -> line.isHeld();
      case "unmapped" -> line.places().isEmpty();
      default -> true;
    };
  }

  boolean isCurrent(String other) {
    return text(state).equals(other);
  }

  String withState(String other) {
    var values = values();
    values.remove("state");
    if (!other.isEmpty()) {
      values.put("state", other);
    }
    return at(values);
  }

  public String href() {
    return at(values());
  }

  private static String at(Map<String, String> values) {
    var address = UriComponentsBuilder.fromPath(PATH);
    values.forEach((name, _) -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(values).toUriString();
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "q", q);
    put(values, "service", service);
    put(values, "state", state);
    return values;
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (!text(value).isEmpty()) {
      values.put(name, text(value));
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
