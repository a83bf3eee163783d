package dev.slipway.verification;

import dev.slipway.kernel.FieldRefused;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One YAML document as people write it: short, flat, with nothing said twice, nothing that stands
/// for something else, and no character that cannot be seen, because somebody else agrees to what
/// they see.
final class JobYaml {

  private static final int LONGEST = 16_000;
  private static final int DEEPEST = 20;

  private JobYaml() {}

  /// @throws FieldRefused of the field `manifest`
  static ObjectNode read(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw refused("Give the manifest of a Job, of at most 16,000 characters.");
    }
    if (text.codePoints().anyMatch(JobYaml::isInvisible)) {
      throw refused("It holds a character that cannot be seen. Remove it, or write it as \\u….");
    }
    try {
      return tree(new Yaml(new SafeConstructor(options())).load(text));
    } catch (MarkedYAMLException wrong) {
      var mark = wrong.getProblemMark();
      var line = mark == null ? 1 : mark.getLine() + 1;
      throw refused("This is not YAML that can be read, at line %d.".formatted(line));
    } catch (YAMLException | JacksonException _) {
      throw refused("This is not YAML that can be read: nested too deeply, or with anchors.");
    }
  }

  private static LoaderOptions options() {
    var options = new LoaderOptions();
    options.setCodePointLimit(LONGEST);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(0);
    options.setAllowDuplicateKeys(false);
    return options;
  }

  private static ObjectNode tree(Object read) {
    if (read instanceof Map<?, ?>
        && JsonMapper.shared().valueToTree(read) instanceof ObjectNode tree) {
      return tree;
    }
    throw refused("Give one manifest, of a Job.");
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> "\n\r\t".indexOf(character) < 0;
      case Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static FieldRefused refused(String why) {
    return new FieldRefused("manifest", why);
  }
}
