package dev.slipway.policies.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;

/// Says what was typed into a field that cannot be taken.
final class Typed {

  private Typed() {}

  /// @param what the field, such as "The new end"
  /// @param text what stands in it; nothing typed is said to be missing
  /// @param expected what the field takes
  static DomainFailure unexpected(String what, String text, String expected) {
    return unexpected("", what, text, expected);
  }

  /// @param field the name of the field in its form
  static FieldRefused unexpected(String field, String what, String text, String expected) {
    var typed = text.isBlank() ? "missing" : "\"" + text + "\"";
    return new FieldRefused(field, "%s is %s (expected: %s).".formatted(what, typed, expected));
  }
}
