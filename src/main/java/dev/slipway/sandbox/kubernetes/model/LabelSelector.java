package dev.slipway.sandbox.kubernetes.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Which labels an object must carry, read from a query or from an object.
public final class LabelSelector {

  private static final Pattern SET =
      Pattern.compile("\\s*([^\\s,!=()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUAL =
      Pattern.compile("\\s*([^\\s,!=()]+)\\s*(==|!=|=)\\s*([^\\s,]*)\\s*");

  private final List<Predicate<Map<String, String>>> terms;

  private LabelSelector(List<Predicate<Map<String, String>>> terms) {
    this.terms = List.copyOf(terms);
  }

  public static LabelSelector everything() {
    return new LabelSelector(List.of());
  }

  /// A selector as it stands in a query: `app=api,tier in (web, edge),!canary`.
  public static LabelSelector parse(String query) {
    var terms = new ArrayList<Predicate<Map<String, String>>>();
    for (String term : query.split(",(?![^(]*\\))", -1)) {
      if (!term.isBlank()) {
        terms.add(term(term));
      }
    }
    return new LabelSelector(terms);
  }

  /// A selector of an object: matchLabels and matchExpressions. An empty one matches everything.
  public static LabelSelector of(JsonNode selector) {
    var terms = new ArrayList<Predicate<Map<String, String>>>();
    Json.strings(selector, "matchLabels").forEach((key, value) -> terms.add(equal(key, value)));
    for (JsonNode expression : Json.items(selector, "matchExpressions")) {
      Set<String> values =
          Json.items(expression, "values").stream()
              .map(v -> v.asString(""))
              .collect(Collectors.toSet());
      terms.add(
          expression(Json.text(expression, "key"), Json.text(expression, "operator"), values));
    }
    return new LabelSelector(terms);
  }

  /// A plain map of labels, as in the selector of a Service.
  public static LabelSelector labels(Map<String, String> labels) {
    var terms = new ArrayList<Predicate<Map<String, String>>>();
    labels.forEach((key, value) -> terms.add(equal(key, value)));
    return new LabelSelector(terms);
  }

  public boolean matches(JsonNode object) {
    return terms.isEmpty() || matchesLabels(Json.strings(object, "metadata", "labels"));
  }

  public boolean matchesLabels(Map<String, String> labels) {
    return terms.stream().allMatch(term -> term.test(labels));
  }

  private static Predicate<Map<String, String>> term(String term) {
    Matcher set = SET.matcher(term);
    if (set.matches()) {
      Set<String> values =
          List.of(set.group(3).split(",", -1)).stream()
              .map(String::strip)
              .collect(Collectors.toSet());
      return expression(set.group(1), set.group(2).equals("in") ? "In" : "NotIn", values);
    }
    Matcher equal = EQUAL.matcher(term);
    if (equal.matches()) {
      var same = equal(equal.group(1), equal.group(3));
      return equal.group(2).equals("!=") ? same.negate() : same;
    }
    String key = term.strip();
    if (key.matches("!?[A-Za-z0-9][-A-Za-z0-9_./]*")) {
      return key.startsWith("!")
          ? labels -> !labels.containsKey(key.substring(1))
          : labels -> labels.containsKey(key);
    }
    throw ApiFailure.badRequest("unable to parse requirement: found '" + key + "'");
  }

  private static Predicate<Map<String, String>> equal(String key, String value) {
    return labels -> value.equals(labels.get(key));
  }

  private static Predicate<Map<String, String>> expression(
      String key, String operator, Set<String> values) {
    return switch (operator) {
      case "In" -> labels -> labels.containsKey(key) && values.contains(labels.get(key));
      case "NotIn" -> labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
      case "Exists" -> labels -> labels.containsKey(key);
      case "DoesNotExist" -> labels -> !labels.containsKey(key);
      default ->
          throw ApiFailure.badRequest(
              "\"" + operator + "\" is not a valid label selector operator");
    };
  }
}
