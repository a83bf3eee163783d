package dev.slipway.slo.formats;

import dev.slipway.slo.formats.PromText.Matcher;
import dev.slipway.slo.formats.PromText.Selector;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a selector picks what went well, by the status of HTTP that it asks for. Patterns are
/// matched by hand, because a pattern from a file may keep an engine of regular expressions busy
/// for ever; what is not understood gives no answer.
final class StatusMatch {

  private static final Set<String> LABELS =
      Set.of(
          "code",
          "status",
          "status_code",
          "http_code",
          "http_status",
          "http_status_code",
          "http_response_status_code",
          "response_code");
  private static final List<String> GOOD = List.of("200", "2xx");
  private static final List<String> BAD = List.of("500", "503", "5xx");

  private StatusMatch() {}

  /// What a selector picks by its labels of status.
  enum Picks {
    ONLY_GOOD,
    ONLY_BAD,
    BOTH_OR_UNKNOWN
  }

  static Picks of(Selector selector) {
    var asked =
        selector.matchers().stream().filter(matcher -> LABELS.contains(matcher.label())).toList();
    if (asked.isEmpty()) {
      return Picks.BOTH_OR_UNKNOWN;
    }
    var good = false;
    var bad = false;
    for (var matcher : asked) {
      if (picks(matcher, "200").isEmpty()) {
        return Picks.BOTH_OR_UNKNOWN;
      }
    }
    for (var status : GOOD) {
      good |= asked.stream().allMatch(matcher -> picks(matcher, status).orElse(false));
    }
    for (var status : BAD) {
      bad |= asked.stream().allMatch(matcher -> picks(matcher, status).orElse(false));
    }
    return good == bad ? Picks.BOTH_OR_UNKNOWN : good ? Picks.ONLY_GOOD : Picks.ONLY_BAD;
  }

  private static Optional<Boolean> picks(Matcher matcher, String status) {
    return switch (matcher.operator()) {
      case "=" -> Optional.of(matcher.value().equals(status));
      case "!=" -> Optional.of(!matcher.value().equals(status));
      case "=~" -> like(matcher.value(), status);
      case "!~" -> like(matcher.value(), status).map(is -> !is);
      default -> Optional.empty();
    };
  }

  /// Alternatives of digits, points, sets such as `[45]`, `\d`, and an open end such as `.*`.
  private static Optional<Boolean> like(String pattern, String status) {
    var bare =
        pattern.startsWith("(") && pattern.endsWith(")") && pattern.indexOf('(', 1) < 0
            ? pattern.substring(1, pattern.length() - 1)
            : pattern;
    var found = false;
    for (var alternative : bare.split("\\|", -1)) {
      var one = alternative(alternative, status);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      found |= one.get();
    }
    return Optional.of(found);
  }

  private static Optional<Boolean> alternative(String pattern, String status) {
    var at = 0;
    var sign = 0;
    var matches = true;
    while (at < pattern.length()) {
      if (pattern.startsWith(".*", at) || pattern.startsWith(".+", at)) {
        var rest = status.length() - sign;
        return at + 2 == pattern.length()
            ? Optional.of(matches && rest >= (pattern.charAt(at + 1) == '+' ? 1 : 0))
            : Optional.empty();
      }
      var next = sign < status.length() ? status.charAt(sign) : '\0';
      var c = pattern.charAt(at);
      if (c == '[') {
        var end = pattern.indexOf(']', at);
        if (end < 0) {
          return Optional.empty();
        }
        var not = pattern.startsWith("^", at + 1);
        matches &= next != '\0' && not != isIn(pattern.substring(at + (not ? 2 : 1), end), next);
        at = end + 1;
      } else if (pattern.startsWith("\\d", at)) {
        matches &= next >= '0' && next <= '9';
        at += 2;
      } else if (c == '.') {
        matches &= next != '\0';
        at++;
      } else if (Character.isLetterOrDigit(c)) {
        matches &= next == c;
        at++;
      } else {
        return Optional.empty();
      }
      sign++;
    }
    return Optional.of(matches && sign == status.length());
  }

  private static boolean isIn(String set, char sign) {
    for (var i = 0; i < set.length(); i++) {
      var ranged = i + 2 < set.length() && set.charAt(i + 1) == '-';
      if (ranged ? sign >= set.charAt(i) && sign <= set.charAt(i + 2) : sign == set.charAt(i)) {
        return true;
      }
      i += ranged ? 2 : 0;
    }
    return false;
  }
}
