package dev.slipway.clusters.fabric8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A command line as it may be shown: people put passwords there. What follows a name that sounds
/// like a secret is hidden, and a whole script is not shown at all.
final class Arguments {

  private static final String HIDDEN = "(hidden)";

  private Arguments() {}

  static String shown(JsonNode... lists) {
    var words = new ArrayList<String>();
    var next = false;
    for (var word : texts(lists)) {
      var split = word.indexOf('=');
      var name = split < 0 ? word : word.substring(0, split);
      var secret = ConfigurationAround.isNamedLikeASecret(name);
      if (next) {
        words.add(HIDDEN);
        next = false;
      } else if (word.strip().contains(" ") || word.contains("\n")) {
        words.add("(a script)");
      } else if (secret && split >= 0) {
        words.add(name + "=" + HIDDEN);
      } else {
        words.add(ConfigurationAround.withoutPassword(word));
        next = secret && word.startsWith("-");
      }
    }
    return String.join(" ", words);
  }

  /// Only the program: what a probe passes to it is nobody's concern.
  static String program(JsonNode command) {
    return texts(command).stream().findFirst().map(word -> word.split("\\s", 2)[0]).orElse("");
  }

  private static List<String> texts(JsonNode... lists) {
    return Stream.of(lists).flatMap(JsonNode::valueStream).map(word -> word.asString("")).toList();
  }
}
