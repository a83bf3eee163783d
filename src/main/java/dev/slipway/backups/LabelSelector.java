package dev.slipway.backups;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What narrows a copy to objects with certain labels: all of it holds, as in `meta/v1
/// LabelSelector`.
///
/// @param labels that an object has with just these values
/// @param rules more that holds of its labels
record LabelSelector(Map<String, String> labels, List<Rule> rules) {

  /// One of `matchExpressions`.
  ///
  /// @param operator `In`, `NotIn`, `Exists` or `DoesNotExist`
  record Rule(String key, String operator, List<String> values) {

    Rule {
      values = List.copyOf(values);
    }

    /// What the portal does not understand holds of nothing: it must not call anything covered.
    boolean holds(Map<String, String> of) {
      var value = of.get(key);
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        case "DoesNotExist" -> value == null;
        default -> false;
      };
    }

    String words() {
      return switch (operator) {
        case "Exists" -> key;
        case "DoesNotExist" -> "!" + key;
        default ->
            "%s %s (%s)"
                .formatted(key, operator.toLowerCase(Locale.ROOT), String.join(", ", values));
      };
    }
  }

  LabelSelector {
    labels = Map.copyOf(labels);
    rules = List.copyOf(rules);
  }

  /// Those of a template of Velero, of which one is enough; empty where it copies all, as where one
  /// of them asks for nothing.
  static List<LabelSelector> of(JsonNode template) {
    List<LabelSelector> found = new ArrayList<>();
    if (template.path("labelSelector").isObject()) {
      found.add(read(template.path("labelSelector")));
    }
    template.path("orLabelSelectors").forEach(each -> found.add(read(each)));
    return found.stream().anyMatch(LabelSelector::isEmpty) ? List.of() : found;
  }

  private static LabelSelector read(JsonNode selector) {
    Map<String, String> labels = new LinkedHashMap<>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(label ->
            labels.put(Fields.clean(label.getKey()), Fields.clean(label.getValue().asString(""))));
    return new LabelSelector(
        labels,
        selector
            .path("matchExpressions")
            .valueStream()
            .map(rule ->
                new Rule(
                    Fields.text(rule, "/key"),
                    Fields.text(rule, "/operator"),
                    Fields.strings(rule, "/values")))
            .toList());
  }

  private boolean isEmpty() {
    return labels.isEmpty() && rules.isEmpty();
  }

  boolean matches(Map<String, String> of) {
    return labels.entrySet().stream()
            .allMatch(label -> label.getValue().equals(of.get(label.getKey())))
        && rules.stream().allMatch(rule -> rule.holds(of));
  }

  /// As `kubectl -l` takes it: `app=mysql, tier in (data)`.
  String words() {
    return Stream.concat(
            labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted(),
            rules.stream().map(Rule::words))
        .collect(Collectors.joining(", "));
  }
}
