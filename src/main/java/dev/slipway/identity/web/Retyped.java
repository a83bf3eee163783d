package dev.slipway.identity.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody typed into a form that was refused, kept for the page that asks again.
///
/// @param words what each field held, by its id
/// @param field the id of the field that does not do, empty where nothing was refused
/// @param fault why it does not do
record Retyped(Map<String, String> words, String field, @Nullable String fault) {

  static final Retyped NONE = new Retyped(Map.of(), "", null);

  /// Passes on what no other value would mend.
  static Retyped of(
      Map<String, String> words,
      String field,
      DomainFailure refused,
      HttpServletResponse response) {
    if (refused.problem() != ProblemType.INVALID_INPUT || !words.containsKey(field)) {
      throw refused;
    }
    response.setStatus(refused.problem().status());
    return new Retyped(words, field, refused.detail());
  }

  public @Nullable String typed(String id) {
    return words.get(id);
  }

  public @Nullable String error(String id) {
    return field.equals(id) ? fault : null;
  }
}
