package dev.slipway.clusters.fabric8;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a cluster says, as it may be shown and kept: its words, not the values that it quotes. A
/// refusal repeats what it refuses (`field: Invalid value: "...": why`, apimachinery
/// `pkg/util/validation/field/errors.go`), a webhook may quote whole objects, and a container ends
/// with whatever it wrote; an environment variable's value must not leave by such a road. Only the
/// first words are read at all: whoever may write a text must not choose how long the portal thinks
/// about it.
final class ServerWords {

  private static final String HIDDEN = "(not shown)";
  private static final int SHORTEST_VALUE = 4;
  private static final int LONGEST = 1_000;
  private static final String CUT = " …";

  /// Fields whose value says what is wrong and is on the portal's pages anyway.
  private static final Set<String> SHOWN_FIELDS =
      Set.of(
          "image",
          "name",
          "namespace",
          "replicas",
          "minReplicas",
          "maxReplicas",
          "containerPort",
          "cpu",
          "memory",
          "storage",
          "serviceAccountName",
          "imagePullPolicy");

  /// A quote that is cut off hides all that follows it.
  private static final String QUOTED = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+(?:\"|\\\\?$)";

  private static final Pattern REFUSED_VALUE =
      Pattern.compile(
          "(?<![\\w.\\[\\]/-])([\\w.\\[\\]/-]*+): (Invalid|Unsupported|Duplicate) value: ("
              + QUOTED
              + "|[^\\s:]++)");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?i)((?:password|passwd|token|secret|credential|api[-_]?key)[\\w.-]*+\"?\\s*+(?:=|:=|: ?(?=\")|:(?=\\S)))\\s*+(?!\\(not shown\\))("
              + QUOTED
              + "|'[^']*+(?:'|$)|\\S++)");
  private static final Pattern USER_OF_ADDRESS = Pattern.compile("(://)[^/\\s@:]*+:[^/\\s@]*+@");
  private static final String TAINT = "taint ";
  private static final String TAINTS = "taints ";
  private static final String MAP = "map";

  private ServerWords() {}

  static String shown(String text) {
    return shown(text, List.of());
  }

  /// Without these values too, wherever they stand.
  static String shown(String text, Collection<String> values) {
    var longestFirst =
        values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    var isCut = text.length() > LONGEST || text.endsWith(CUT);
    var words = isCut ? beginning(text, longestFirst) : text;
    for (var value : longestFirst) {
      words = words.replace(value, HIDDEN);
    }
    return limited(withoutValues(words), isCut);
  }

  private static String withoutValues(String text) {
    var words =
        REFUSED_VALUE
            .matcher(text)
            .replaceAll(found ->
                Matcher.quoteReplacement(
                    SHOWN_FIELDS.contains(last(found.group(1)))
                        ? found.group()
                        : found.group(1) + ": " + found.group(2) + " value " + HIDDEN));
    words = withoutObjects(words);
    words = CREDENTIAL.matcher(words).replaceAll("$1" + HIDDEN);
    return USER_OF_ADDRESS.matcher(words).replaceAll("$1" + HIDDEN + "@");
  }

  /// As much as is shown, without what the cut took apart: a half of a value is not known as one.
  private static String beginning(String text, List<String> values) {
    var first = text.substring(0, Math.min(LONGEST, text.length()));
    first = first.substring(0, Math.max(0, first.lastIndexOf(' ')));
    for (var value : values) {
      first = first.substring(0, first.length() - begun(first, value));
    }
    return first;
  }

  /// How much of the value stands at the end of the text.
  private static int begun(String text, String value) {
    for (var length = Math.min(text.length(), value.length()); length > 0; length--) {
      if (text.regionMatches(text.length() - length, value, 0, length)) {
        return length;
      }
    }
    return 0;
  }

  private static String limited(String words, boolean isCut) {
    var longest = LONGEST - CUT.length();
    if (words.length() <= longest && !isCut) {
      return words;
    }
    var first = words.substring(0, Math.min(longest, words.length())).stripTrailing();
    return (first.isEmpty() ? HIDDEN : first) + CUT;
  }

  /// The literal values of environment variables in a pod template or anything else; too short ones
  /// would take words apart and are no secrets.
  static Set<String> environmentValues(JsonNode anything) {
    var values = new LinkedHashSet<String>();
    collect(anything, values);
    return values;
  }

  private static void collect(JsonNode node, Set<String> values) {
    for (var variable : node.path("env")) {
      var value = Fields.text(variable, "value");
      if (value.length() >= SHORTEST_VALUE) {
        values.add(value);
      }
    }
    for (var child : node) {
      collect(child, values);
    }
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /// Objects in braces, and Go's `map[...]`; a taint is written alike and stays.
  private static String withoutObjects(String text) {
    var words = new StringBuilder();
    var at = 0;
    while (at < text.length()) {
      var c = text.charAt(at);
      var opens = (c == '{' && !ends(words, TAINT, TAINTS)) || (c == '[' && ends(words, MAP));
      if (opens) {
        at = end(text, at, c, c == '{' ? '}' : ']');
        words.append(c).append(HIDDEN).append(c == '{' ? '}' : ']');
      } else {
        words.append(c);
        at++;
      }
    }
    return words.toString();
  }

  private static boolean ends(StringBuilder words, String... with) {
    for (var end : with) {
      if (words.length() >= end.length()
          && words.indexOf(end, words.length() - end.length()) >= 0) {
        return true;
      }
    }
    return false;
  }

  /// Behind the bracket that closes the one at `at`, or behind everything if none does.
  private static int end(String text, int at, char opening, char closing) {
    var depth = 0;
    for (var i = at; i < text.length(); i++) {
      if (text.charAt(i) == opening) {
        depth++;
      } else if (text.charAt(i) == closing && --depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }
}
