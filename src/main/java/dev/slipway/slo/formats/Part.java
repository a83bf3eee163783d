package dev.slipway.slo.formats;

import java.util.List;
import java.util.Map;

/// A file as maps, lists and texts, and nothing else. Numbers stay as they were written.
sealed interface Part {

  /// Of the file, from 1.
  int line();

  /// A map, in the order of the file.
  record Fields(Map<String, Part> values, int line) implements Part {}

  /// A list.
  record Items(List<Part> values, int line) implements Part {}

  /// A text, a number, a date or a yes.
  record Word(String text, int line) implements Part {}

  /// A field without a value.
  record Nothing(int line) implements Part {}
}
