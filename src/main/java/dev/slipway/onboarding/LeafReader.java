package dev.slipway.onboarding;

import dev.slipway.onboarding.StrictYaml.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Walks a tree of YAML whose fields nobody knows beforehand.
final class LeafReader {

  private static final int DEEPEST = 40;
  private static final int MOST = 5000;
  private static final int LONGEST_PATH = 400;
  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP, Tag.NULL);

  private final List<Leaf> leaves;

  LeafReader(List<Leaf> leaves) {
    this.leaves = leaves;
  }

  /// An alias may lead back to where it is used, so the depth is counted here too.
  void read(Node node, List<String> keys, String path, int depth) {
    read(node, keys, path, "", depth);
  }

  private void read(Node node, List<String> keys, String path, String sibling, int depth) {
    if (depth > DEEPEST || path.length() > LONGEST_PATH) {
      throw refused(node, "It is nested too deep here.");
    }
    switch (node) {
      case MappingNode map when map.getTag().equals(Tag.MAP) -> fields(map, keys, path, depth);
      case SequenceNode list when list.getTag().equals(Tag.SEQ) -> {
        var at = 0;
        for (var item : list.getValue()) {
          read(item, keys, "%s[%d]".formatted(path, at++), "", depth + 1);
        }
        if (list.getValue().isEmpty()) {
          add(node, keys, path, "[]", sibling);
        }
      }
      case ScalarNode scalar when PLAIN.contains(scalar.getTag()) ->
          add(
              node,
              keys,
              path,
              scalar.getTag().equals(Tag.NULL) ? "null" : scalar.getValue(),
              sibling);
      default -> throw refused(node, "Tags such as !!binary are not read.");
    }
  }

  private void fields(MappingNode map, List<String> keys, String path, int depth) {
    var sibling = "";
    var known = new HashSet<String>();
    for (var tuple : map.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
        throw refused(tuple.getKeyNode(), "Only plain names are read here; merging is not.");
      }
      if (!known.add(key.getValue())) {
        throw refused(key, "A field stands here twice.");
      }
      if (key.getValue().equals("name") && tuple.getValueNode() instanceof ScalarNode name) {
        sibling = name.getValue();
      }
    }
    for (var tuple : map.getValue()) {
      var key = ((ScalarNode) tuple.getKeyNode()).getValue();
      var below = new ArrayList<>(keys);
      below.add(key);
      var name = key.contains(".") || key.contains("[") ? "[\"" + key + "\"]" : key;
      var next = path.isEmpty() || name.startsWith("[") ? path + name : path + "." + name;
      read(tuple.getValueNode(), List.copyOf(below), next, sibling, depth + 1);
    }
    if (map.getValue().isEmpty()) {
      add(map, keys, path, "{}", "");
    }
  }

  private void add(Node node, List<String> keys, String path, String value, String sibling) {
    if (leaves.size() >= MOST) {
      throw refused(node, "The file has more than %,d values.".formatted(MOST));
    }
    leaves.add(new Leaf(keys, path, value, sibling));
  }

  private static EntryRefused refused(Node node, String why) {
    return new EntryRefused(
        node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1, why);
  }
}
