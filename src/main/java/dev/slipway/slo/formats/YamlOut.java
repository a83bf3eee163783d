package dev.slipway.slo.formats;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/// Writes maps as YAML in blocks, with decimals as they are.
final class YamlOut {

  private YamlOut() {}

  static String document(Map<String, Object> root) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setWidth(200);
    return new Yaml(new Exact(options), options).dump(root);
  }

  private static final class Exact extends Representer {

    Exact(DumperOptions options) {
      super(options);
      representers.put(BigDecimal.class, this::decimal);
    }

    private Node decimal(Object number) {
      var text = Decimals.plain((BigDecimal) number);
      return representScalar(text.contains(".") ? Tag.FLOAT : Tag.INT, text);
    }
  }
}
