package dev.slipway.sandbox.metrics.promql;

import java.io.Serial;

/// The text is no query that can be evaluated here; Prometheus calls it `bad_data`.
public final class WrongQuery extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  WrongQuery(String message) {
    super(message);
  }

  static WrongQuery at(String text, int position, String what) {
    var line = 1;
    var column = 1;
    for (var i = 0; i < Math.min(position, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new WrongQuery(line + ":" + column + ": parse error: " + what);
  }
}
