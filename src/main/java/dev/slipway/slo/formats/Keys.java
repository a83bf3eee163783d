package dev.slipway.slo.formats;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of one map, asked for by name. What was never asked for is unknown.
final class Keys {

  private final Part.Fields fields;
  private final String path;
  private final Spelling spelling;
  private final Set<String> asked = new HashSet<>();

  private Keys(Part.Fields fields, String path, Spelling spelling) {
    this.fields = fields;
    this.path = path;
    this.spelling = spelling;
  }

  static Keys of(Part part, String path, Spelling spelling) {
    if (part instanceof Part.Fields fields) {
      return new Keys(fields, path, spelling);
    }
    throw refused(part.line(), path + " is to be a map.");
  }

  int line() {
    return fields.line();
  }

  /// A field in either spelling; empty where it is missing or has no value.
  Optional<Part> part(String key) {
    var right = spelling.of(key);
    var other = spelling.otherwise(key);
    asked.add(right);
    asked.add(other);
    var found = fields.values().get(right);
    if (found == null && !other.equals(right)) {
      found = fields.values().get(other);
      if (found != null) {
        spelling.otherCase.add(other);
      }
    }
    return Optional.ofNullable(found).filter(part -> !(part instanceof Part.Nothing));
  }

  boolean has(String key) {
    return part(key).isPresent();
  }

  @Nullable String text(String key) {
    return part(key).map(part -> word(part, key)).orElse(null);
  }

  String text(String key, String otherwise) {
    var text = text(key);
    return text == null ? otherwise : text;
  }

  /// @throws ObjectiveRefused if it is missing or empty
  String required(String key) {
    var text = text(key);
    if (text == null || text.isBlank()) {
      throw refused(line(), path(spelling.of(key)) + " is missing.");
    }
    return text;
  }

  boolean isTrue(String key) {
    return "true".equalsIgnoreCase(text(key, "false"));
  }

  /// The fields below; without any where the key is missing.
  Keys keys(String key) {
    var name = path(spelling.of(key));
    return part(key)
        .map(part -> of(part, name, spelling))
        .orElseGet(() -> new Keys(new Part.Fields(Map.of(), line()), name, spelling));
  }

  /// The list below; empty where the key is missing.
  List<Part> list(String key) {
    var part = part(key).orElse(null);
    if (part == null) {
      return List.of();
    }
    if (part instanceof Part.Items items) {
      return items.values();
    }
    throw refused(part.line(), path(key) + " is to be a list.");
  }

  /// A map of texts, such as labels. Lists, as OpenSLO's labels may be, become one text.
  Map<String, String> texts(String key) {
    var part = part(key).orElse(null);
    if (part == null) {
      return Map.of();
    }
    if (!(part instanceof Part.Fields below)) {
      throw refused(part.line(), path(key) + " is to be a map.");
    }
    var texts = new LinkedHashMap<String, String>();
    below
        .values()
        .forEach((name, value) -> {
          switch (value) {
            case Part.Nothing _ -> texts.put(name, "");
            case Part.Items items ->
                texts.put(
                    name,
                    String.join(
                        ",", items.values().stream().map(item -> word(item, key)).toList()));
            default -> texts.put(name, word(value, key));
          }
        });
    return texts;
  }

  private String word(Part part, String key) {
    if (part instanceof Part.Word word) {
      return word.text().strip();
    }
    throw refused(part.line(), path(key) + " is to be a plain text.");
  }

  /// Says that everything has been asked for.
  void end() {
    for (var key : fields.values().keySet()) {
      if (!asked.contains(key)) {
        spelling.unknown.add(path(key.length() > 60 ? key.substring(0, 60) + "..." : key));
      }
    }
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static ObjectiveRefused refused(int line, String what) {
    return new ObjectiveRefused(
        FindingCode.SPEC_INCOMPLETE,
        "Line %d: %s".formatted(line, what),
        "Without it there is no objective.",
        "Mend the file and upload it again.");
  }
}
