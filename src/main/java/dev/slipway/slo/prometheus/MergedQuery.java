package dev.slipway.slo.prometheus;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.SliKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One query for all windows of an indicator: a union whose series carry their window, in seconds,
/// and what they count, so that bad events and all events stay apart.
final class MergedQuery {

  static final String WINDOW_LABEL = "portal_w";
  static final String PART_LABEL = "portal_q";

  private static final Pattern WINDOW = Pattern.compile("\\{\\{ *\\.window *}}");

  private MergedQuery() {}

  static String of(Indicator indicator, Collection<Duration> windows) {
    List<String> terms = new ArrayList<>();
    for (var window : windows) {
      parts(indicator)
          .forEach((part, query) -> {
            var counted = labelled(over(query, window), PART_LABEL, part.label());
            terms.add(labelled(counted, WINDOW_LABEL, Long.toString(window.toSeconds())));
          });
    }
    return String.join("\nor\n", terms);
  }

  static Map<Part, String> parts(Indicator indicator) {
    var parts = new LinkedHashMap<Part, String>();
    if (indicator.kind() == SliKind.RAW_RATIO) {
      parts.put(Part.RATIO, Objects.requireNonNull(indicator.rawQuery()));
    } else {
      parts.put(Part.BAD, Objects.requireNonNull(indicator.errorQuery()));
      parts.put(Part.TOTAL, Objects.requireNonNull(indicator.totalQuery()));
    }
    return parts;
  }

  /// The query with the window in the place of `{{.window}}`.
  static String over(String query, Duration window) {
    return WINDOW.matcher(query).replaceAll(Matcher.quoteReplacement(Durations.written(window)));
  }

  /// On lines of its own, because a comment at its end would hide the bracket.
  private static String labelled(String query, String label, String value) {
    return "label_replace((\n%s\n),\"%s\",\"%s\",\"\",\"\")".formatted(query, label, value);
  }
}
