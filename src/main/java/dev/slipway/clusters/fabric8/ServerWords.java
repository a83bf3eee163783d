package dev.slipway.clusters.fabric8;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a cluster says, as it may be shown and kept: its words, not the values that it quotes. A
/// refusal repeats what it refuses (`field: Invalid value: "...": why`, apimachinery
/// `pkg/util/validation/field/errors.go`), a webhook may quote whole objects, and a container ends
/// with whatever it wrote; an environment variable's value must not leave by such a road.
final class ServerWords {

  private static final String HIDDEN = "(not shown)";
  private static final int SHORTEST_VALUE = 4;

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

  private static final Pattern REFUSED_VALUE =
      Pattern.compile(
          "([\\w.\\[\\]/-]*): (Invalid|Unsupported|Duplicate) value: (\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s:]+)");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?i)(\\b[\\w.-]*(?:password|passwd|token|secret|credential|api[-_]?key)[\\w.-]*\"?\\s*(?:=|:=|: ?(?=\")|:(?=\\S)))\\s*(\"[^\"]*\"|'[^']*'|\\S+)");
  private static final Pattern USER_OF_ADDRESS = Pattern.compile("(://)[^/\\s@:]*:[^/\\s@]*@");
  private static final Pattern TAINT = Pattern.compile("taints? $");
  private static final Pattern MAP = Pattern.compile("map$");

  private ServerWords() {}

  static String shown(String text) {
    if (text.isEmpty()) {
      return text;
    }
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

  /// Without these values too, wherever they stand.
  static String shown(String text, Collection<String> values) {
    var words = text;
    for (var value :
        values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      words = words.replace(value, HIDDEN);
    }
    return shown(words);
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
      var opens =
          (c == '{' && !TAINT.matcher(words).find()) || (c == '[' && MAP.matcher(words).find());
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
