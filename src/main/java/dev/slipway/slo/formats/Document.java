package dev.slipway.slo.formats;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// One document of a YAML or JSON file. No tag makes an object, no alias makes it large.
///
/// @param text as it was uploaded
record Document(String text, Part root) {

  static final int LARGEST = 1_000_000;
  private static final int MOST_DOCUMENTS = 100;
  private static final int DEEPEST = 40;
  private static final int MOST_ALIASES = 50;
  private static final int MOST_PARTS = 50_000;
  private static final Pattern SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\/");
  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

  /// All that are not empty.
  ///
  /// @throws DomainFailure INVALID_INPUT with the line, if it cannot be read safely
  static List<Document> all(String file) {
    if (file.length() > LARGEST) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "The file is larger than 1 MB. Upload the documents with objectives alone.");
    }
    var documents = new ArrayList<Document>();
    var chunk = new StringBuilder();
    var number = 0;
    var start = 0;
    for (var line : file.lines().toList()) {
      // A line that begins so ends a document wherever it stands (YAML 1.2.2, c-forbidden).
      if (line.equals("---") || line.startsWith("--- ")) {
        add(documents, chunk, start);
        start = number;
      }
      chunk.append(line).append('\n');
      number++;
    }
    add(documents, chunk, start);
    if (documents.isEmpty()) {
      throw refused(1, "The file is empty.");
    }
    return documents;
  }

  private static void add(List<Document> documents, StringBuilder chunk, int start) {
    var text = chunk.toString();
    chunk.setLength(0);
    if (text.lines().allMatch(Document::isBlank)) {
      return;
    }
    if (documents.size() == MOST_DOCUMENTS) {
      throw refused(start + 1, "The file has more than %d documents.".formatted(MOST_DOCUMENTS));
    }
    documents.add(new Document(text, new Reading(start).read(text)));
  }

  private static boolean isBlank(String line) {
    return line.isBlank() || line.equals("---") || line.startsWith("#") || line.startsWith("%");
  }

  int line() {
    return root.line();
  }

  String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DomainFailure refused(int line, String why) {
    return new DomainFailure(ProblemType.INVALID_INPUT, "Line %d: %s".formatted(line, why));
  }

  /// Turns nodes into parts, and counts them: an alias stands for all that it repeats.
  private static final class Reading {

    private final int before;
    private int parts;

    Reading(int before) {
      this.before = before;
    }

    Part read(String text) {
      var options = new LoaderOptions();
      options.setCodePointLimit(LARGEST);
      options.setNestingDepthLimit(DEEPEST);
      options.setMaxAliasesForCollections(MOST_ALIASES);
      try {
        var root = new Yaml(options).compose(new StringReader(isJson(text) ? yaml(text) : text));
        return part(root, 0);
      } catch (MarkedYAMLException e) {
        var mark = e.getProblemMark();
        throw refused(
            before + (mark == null ? 1 : mark.getLine() + 1),
            "This is not YAML that can be read: " + e.getProblem() + ".");
      } catch (YAMLException e) {
        throw refused(before + 1, "This is not YAML that can be read: " + e.getMessage() + ".");
      }
    }

    private static boolean isJson(String text) {
      var bare = text.replaceFirst("^---", "").stripLeading();
      return bare.startsWith("{") || bare.startsWith("[");
    }

    /// JSON may be indented by tabs, which cannot stand inside its texts, and may escape a slash.
    private static String yaml(String json) {
      return SLASH.matcher(json.replace('\t', ' ')).replaceAll("$1/");
    }

    private Part part(Node node, int depth) {
      var line = before + (node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1);
      if (depth > DEEPEST) {
        throw refused(line, "It is nested too deep here.");
      }
      if (++parts > MOST_PARTS) {
        throw refused(line, "The document has more than %,d values.".formatted(MOST_PARTS));
      }
      return switch (node) {
        case MappingNode map when map.getTag().equals(Tag.MAP) -> fields(map, line, depth);
        case SequenceNode list when list.getTag().equals(Tag.SEQ) -> {
          var items = new ArrayList<Part>();
          for (var item : list.getValue()) {
            items.add(part(item, depth + 1));
          }
          yield new Part.Items(items, line);
        }
        case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> new Part.Nothing(line);
        case ScalarNode scalar when PLAIN.contains(scalar.getTag()) ->
            new Part.Word(text(scalar, line), line);
        default -> throw refused(line, "Tags such as !!binary are not read.");
      };
    }

    /// Escapes can write what neither a page nor a table holds.
    private static String text(ScalarNode scalar, int line) {
      var text = scalar.getValue();
      if (text.chars().anyMatch(sign -> sign < ' ' && "\n\r\t".indexOf(sign) < 0)) {
        throw refused(line, "A text has a control character.");
      }
      return text;
    }

    private Part fields(MappingNode map, int line, int depth) {
      var fields = new LinkedHashMap<String, Part>();
      for (var tuple : map.getValue()) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
          throw refused(line, "Only plain names are read here; merging is not.");
        }
        if (fields.put(text(key, line), part(tuple.getValueNode(), depth + 1)) != null) {
          throw refused(line, "A field stands here twice.");
        }
      }
      return new Part.Fields(fields, line);
    }
  }
}
