package dev.slipway.sandbox.metrics;

import dev.slipway.sandbox.metrics.promql.Query;
import dev.slipway.sandbox.metrics.promql.Words;
import dev.slipway.sandbox.metrics.promql.WrongQuery;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a caller asks for, in the address or in the body of a form. Times are milliseconds since
/// 1970.
final class Parameters {

  private static final Pattern SECONDS =
      Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,20})?(?:[eE]\\d)?");

  private final Map<String, List<String>> values = new HashMap<>();

  /// Reads pairs as forms and addresses carry them.
  ///
  /// @throws Refusal if a sign is encoded wrongly
  Parameters and(String encoded) {
    for (var pair : encoded.split("&", 1_000)) {
      var parts = pair.split("=", 2);
      try {
        values
            .computeIfAbsent(decoded(parts[0]), _ -> new ArrayList<>())
            .add(parts.length > 1 ? decoded(parts[1]) : "");
      } catch (IllegalArgumentException _) {
        throw new Refusal(400, "bad_data", "error parsing form values: invalid URL escape");
      }
    }
    return this;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// Empty if it is not given.
  String get(String name) {
    return all(name).isEmpty() ? "" : all(name).getFirst();
  }

  Query query() {
    return query("query", get("query"));
  }

  static Query query(String parameter, String text) {
    try {
      return Query.parse(text);
    } catch (WrongQuery wrong) {
      throw Refusal.badData(parameter, String.valueOf(wrong.getMessage()));
    }
  }

  long time(String name, long otherwise) {
    return get(name).isEmpty() ? otherwise : time(name);
  }

  long time(String name) {
    var text = get(name);
    if (SECONDS.matcher(text).matches()) {
      var seconds = Double.parseDouble(text);
      if (Math.abs(seconds) < 1e11) {
        return Math.round(seconds * 1000);
      }
    }
    try {
      return Instant.from(OffsetDateTime.parse(text)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException _) {
      throw Refusal.badData(name, "cannot parse \"" + text + "\" to a valid timestamp");
    }
  }

  long duration(String name, long otherwise) {
    return get(name).isEmpty() ? otherwise : duration(name);
  }

  long duration(String name) {
    var text = get(name);
    if (SECONDS.matcher(text).matches()) {
      return Math.round(Double.parseDouble(text) * 1000);
    }
    try {
      return Words.duration(text);
    } catch (IllegalArgumentException _) {
      throw Refusal.badData(name, "cannot parse \"" + text + "\" to a valid duration");
    }
  }
}
