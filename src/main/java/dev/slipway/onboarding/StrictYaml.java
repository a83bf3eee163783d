package dev.slipway.onboarding;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads YAML as a tree with lines, and makes nothing of it but texts, numbers, lists and maps: no
/// tags, no merging, no key twice, no field that nobody asked for.
public final class StrictYaml {

  static final int LARGEST = 1_000_000;
  private static final int DEEPEST = 50;
  private static final int MOST_ALIASES = 50;
  private static final int MOST_ITEMS = 20_000;
  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

  private final Node node;
  private final String what;

  private StrictYaml(Node node, String what) {
    this.node = node;
    this.what = what;
  }

  /// Reads one document.
  ///
  /// @throws EntryRefused if it is not such YAML
  public static StrictYaml read(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new EntryRefused(1, "The file is larger than 1 MB.");
    }
    var options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    try {
      var root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw new EntryRefused(1, "The file is empty.");
      }
      return new StrictYaml(root, "The file");
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      throw new EntryRefused(
          mark == null ? 1 : mark.getLine() + 1,
          "This is not YAML that can be read: " + String.valueOf(e.getProblem()) + ".");
    } catch (YAMLException e) {
      throw new EntryRefused(1, "This is not YAML that can be read: " + e.getMessage() + ".");
    }
  }

  int line() {
    return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
  }

  /// A map with these fields and no others.
  Map<String, StrictYaml> fields(String... known) {
    if (!(node instanceof MappingNode map) || !map.getTag().equals(Tag.MAP)) {
      throw refused(what + " is to be a map with " + String.join(", ", known) + ".");
    }
    var fields = new LinkedHashMap<String, StrictYaml>();
    for (var tuple : map.getValue()) {
      var name = new StrictYaml(tuple.getKeyNode(), "The name of a field");
      var key = name.text();
      if (!List.of(known).contains(key)) {
        throw name.refused(
            "There is no field %s here. Known are %s."
                .formatted(shown(key), String.join(", ", new TreeSet<>(List.of(known)))));
      }
      if (fields.put(key, new StrictYaml(tuple.getValueNode(), "Field " + key)) != null) {
        throw name.refused("Field " + key + " stands here twice.");
      }
    }
    return fields;
  }

  List<StrictYaml> list() {
    if (!(node instanceof SequenceNode sequence) || !sequence.getTag().equals(Tag.SEQ)) {
      throw refused(what + " is to be a list.");
    }
    if (sequence.getValue().size() > MOST_ITEMS) {
      throw refused(what + " has more than %,d items.".formatted(MOST_ITEMS));
    }
    return sequence.getValue().stream().map(item -> new StrictYaml(item, "This item")).toList();
  }

  String text() {
    if (!(node instanceof ScalarNode scalar) || !PLAIN.contains(scalar.getTag())) {
      throw refused(what + " is to be a plain text.");
    }
    return scalar.getValue();
  }

  int number() {
    try {
      return Integer.parseInt(text());
    } catch (NumberFormatException e) {
      throw refused(what + " is to be a whole number.");
    }
  }

  /// One of these words, however it is capitalized.
  <E extends Enum<E>> E word(Class<E> words) {
    var said = text().strip();
    for (var word : words.getEnumConstants()) {
      if (YamlText.word(word).equalsIgnoreCase(said)) {
        return word;
      }
    }
    throw refused(
        "%s is to be one of %s."
            .formatted(
                what,
                String.join(
                    ", ",
                    List.of(words.getEnumConstants()).stream().map(YamlText::word).toList())));
  }

  /// Everything below this node that is no map and no list, in the order of the file. What is empty
  /// stands there as itself.
  ///
  /// @throws EntryRefused for tags, merging, a key twice, or more than a person would write
  public List<Leaf> leaves() {
    var leaves = new ArrayList<Leaf>();
    new LeafReader(leaves).read(node, List.of(), "", 0);
    return List.copyOf(leaves);
  }

  /// A value and where it stands.
  ///
  /// @param keys names of the fields that lead to it
  /// @param path the same as one line, such as `containers[0].image`
  /// @param sibling the field `name` beside it, as in `env`; empty if there is none
  public record Leaf(List<String> keys, String path, String value, String sibling) {}

  static StrictYaml required(Map<String, StrictYaml> fields, String name, StrictYaml of) {
    var field = fields.get(name);
    if (field == null) {
      throw of.refused("Field " + name + " is missing.");
    }
    return field;
  }

  static @Nullable String text(Map<String, StrictYaml> fields, String name) {
    var field = fields.get(name);
    return field == null ? null : field.text().strip();
  }

  EntryRefused refused(String why) {
    return new EntryRefused(line(), why);
  }

  private static String shown(String key) {
    return "\"" + (key.length() > 60 ? key.substring(0, 60) + "..." : key) + "\"";
  }
}
