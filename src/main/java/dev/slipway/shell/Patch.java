package dev.slipway.shell;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change to one leaf element of a page, found by its id.
///
/// @param text new text, or null to leave it
/// @param attributes new values by attribute name (`class`, `value`, `datetime` ...); null removes
///   one
public record Patch(String id, @Nullable String text, Map<String, @Nullable String> attributes) {

  public static Patch text(String id, String text) {
    return new Patch(id, text, Map.of());
  }
}
