package dev.slipway.sandbox.metrics.promql;

/// A word of a query.
///
/// @param text as written; of a string what it stands for
/// @param position its first sign in the query, from 0
record Token(Kind kind, String text, int position) {

  enum Kind {
    NAME,
    NUMBER,
    DURATION,
    STRING,
    SIGN,
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /// Keywords may be written in any case.
  boolean isWord(String keyword) {
    return kind == Kind.NAME && text.equalsIgnoreCase(keyword);
  }

  /// As a message of Prometheus names it.
  String shown() {
    return switch (kind) {
      case END -> "end of input";
      case STRING -> "string " + Words.quoted(text);
      case NAME -> "identifier \"" + text + "\"";
      case NUMBER -> "number \"" + text + "\"";
      case DURATION -> "duration \"" + text + "\"";
      case SIGN -> "\"" + text + "\"";
    };
  }
}
