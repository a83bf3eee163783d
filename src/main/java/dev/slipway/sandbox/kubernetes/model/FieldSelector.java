package dev.slipway.sandbox.kubernetes.model;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Which values fields of an object must have: `status.phase!=Running,metadata.name=x`.
public final class FieldSelector {

  private record Term(List<String> path, String value, boolean equal) {
    boolean matches(JsonNode object) {
      return Json.text(object, path.toArray(String[]::new)).equals(value) == equal;
    }
  }

  private final List<Term> terms;

  private FieldSelector(List<Term> terms) {
    this.terms = List.copyOf(terms);
  }

  public static FieldSelector parse(String query) {
    var terms = new ArrayList<Term>();
    for (String term : query.split(",", -1)) {
      if (term.isBlank()) {
        continue;
      }
      boolean equal = !term.contains("!=");
      int at = term.indexOf(equal ? "=" : "!=");
      if (at < 1) {
        throw ApiFailure.badRequest("invalid field selector '" + term + "'; can't understand it");
      }
      String value = term.substring(at + (equal ? 1 : 2));
      terms.add(
          new Term(
              List.of(term.substring(0, at).strip().split("\\.", -1)),
              value.startsWith("=") ? value.substring(1) : value,
              equal));
    }
    return new FieldSelector(terms);
  }

  public boolean matches(JsonNode object) {
    return terms.stream().allMatch(term -> term.matches(object));
  }
}
