package dev.slipway.sandbox.metrics.promql;

import org.jspecify.annotations.Nullable;

/// A condition on one label; a label that is not there has an empty value.
record LabelMatcher(String name, Kind kind, String value, @Nullable LabelPattern pattern) {

  enum Kind {
    EQUAL("="),
    NOT_EQUAL("!="),
    LIKE("=~"),
    UNLIKE("!~");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    static Kind of(String sign) {
      for (var kind : values()) {
        if (kind.sign.equals(sign)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("expected label matching operator but got " + sign);
    }
  }

  /// Reads a condition.
  ///
  /// @throws IllegalArgumentException if its regular expression is none
  static LabelMatcher of(String name, Kind kind, String value) {
    var regular = kind == Kind.LIKE || kind == Kind.UNLIKE;
    return new LabelMatcher(name, kind, value, regular ? LabelPattern.of(value) : null);
  }

  boolean takes(Labels labels) {
    return takes(labels.get(name));
  }

  boolean takes(String found) {
    var like = pattern == null ? found.equals(value) : pattern.matches(found);
    return like == (kind == Kind.EQUAL || kind == Kind.LIKE);
  }

  String text() {
    return name + kind.sign + Words.quoted(value);
  }
}
