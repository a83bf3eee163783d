package dev.slipway.clusters;

import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Hashes of what a plan is based on, and the only place that makes them. Two texts of the same
/// template have the same hash: key order, values that the API server fills in by itself, the
/// spelling of quantities and the label `pod-template-hash` do not count.
public final class TemplateHash {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TemplateHash() {}

  /// Hash of a pod template.
  public static String of(JsonNode template) {
    return sha256(canonical(TemplateDefaults.without(template)));
  }

  /// What a rollout, a rollback and a restart are based on: template, strategy, paused and
  /// selector.
  public static String base(WorkloadKind kind, JsonNode spec) {
    var base = JsonNodeFactory.instance.objectNode();
    base.set("template", TemplateDefaults.without(spec.path("template")));
    var strategy = spec.path(kind == WorkloadKind.DEPLOYMENT ? "strategy" : "updateStrategy");
    if (!strategy.isMissingNode()) {
      base.set("strategy", strategy);
    }
    base.put("paused", spec.path("paused").asBoolean(false));
    if (spec.has("selector")) {
      base.set("selector", spec.get("selector"));
    }
    return sha256(canonical(base));
  }

  /// What scaling is based on: the count, the object, and the autoscaler with its bounds.
  public static String scaleBase(String uid, int replicas, @Nullable Autoscaler autoscaler) {
    var base = JsonNodeFactory.instance.objectNode();
    base.put("uid", uid);
    if (autoscaler == null) {
      base.put("replicas", replicas);
    } else {
      base.put("autoscaler", autoscaler.uid());
      base.put("min", autoscaler.minReplicas());
      base.put("max", autoscaler.maxReplicas());
      base.put("off", replicas == 0);
    }
    return sha256(canonical(base));
  }

  /// Hash of any content, such as the data of a ConfigMap: key order does not count.
  public static String ofContent(JsonNode content) {
    return sha256(canonical(content));
  }

  private static JsonNode canonical(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var sorted = new TreeMap<String, JsonNode>();
      object.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      var copy = JsonNodeFactory.instance.objectNode();
      sorted.forEach((key, value) -> {
        if (!value.isNull()) {
          copy.set(key, canonical(value));
        }
      });
      return copy;
    }
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> copy.add(canonical(item)));
      return copy;
    }
    if (node.isFloatingPointNumber()) {
      return JsonNodeFactory.instance.stringNode(plain(node.decimalValue()));
    }
    return node.isMissingNode() ? JsonNodeFactory.instance.nullNode() : node;
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : Decimals.plain(number);
  }

  private static String sha256(JsonNode node) {
    try {
      var bytes = JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
