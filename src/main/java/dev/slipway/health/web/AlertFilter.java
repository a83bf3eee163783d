package dev.slipway.health.web;

import dev.slipway.health.AlertLine;
import dev.slipway.shell.Narrowing;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the address of the list asks for; null or empty does not narrow.
///
/// @param state `firing`, `pending`, `held` or `unmapped`
public record AlertFilter(@Nullable String q, @Nullable String service, @Nullable String state) {

  static final String PATH = "/alerts";

  public boolean isEmpty() {
    return narrowing().isEmpty();
  }

  boolean fits(AlertLine line) {
    var words = Narrowing.text(q).toLowerCase(Locale.ROOT);
    return (Narrowing.text(service).isEmpty()
            || line.places().stream().anyMatch(at -> at.service().equals(Narrowing.text(service))))
        && (words.isEmpty()
            || line.name().toLowerCase(Locale.ROOT).contains(words)
            || line.summary().toLowerCase(Locale.ROOT).contains(words)
            || line.places().stream().anyMatch(at -> at.service().contains(words)));
  }

  /// Whether it is in the state that is asked for. What is held back fires nevertheless.
  boolean isIn(AlertLine line) {
    return is(Narrowing.text(state), line);
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
    return Narrowing.text(state).equals(other);
  }

  String withState(String other) {
    return narrowing().with("state", other).href();
  }

  public String href() {
    return narrowing().href();
  }

  private Narrowing narrowing() {
    return Narrowing.of(PATH).with("q", q).with("service", service).with("state", state);
  }
}
