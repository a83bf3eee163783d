package dev.slipway.home.web;

import dev.slipway.home.ComparisonView;
import dev.slipway.home.Restarts;
import dev.slipway.kernel.UuidV7;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The services that somebody selected, and what was typed for all of them.
record SelectionForm(
    @Nullable List<String> service,
    @Nullable String environment,
    @Nullable String from,
    @Nullable String to,
    @Nullable String reason,
    @Nullable String ticket,
    @Nullable Boolean startWhenApproved,
    @Nullable String key) {

  /// No more than a page of the matrix has.
  List<String> services() {
    return service == null
        ? List.of()
        : service.stream()
            .map(String::strip)
            .filter(slug -> !slug.isEmpty())
            .distinct()
            .limit(ComparisonView.ROWS)
            .toList();
  }

  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    if (text(reason).isEmpty()) {
      errors.put("reason", "Say why: others read it before they decide, and later in the history.");
    }
    return errors;
  }

  Restarts.Wish wish() {
    return new Restarts.Wish(
        text(environment),
        services(),
        text(reason),
        text(ticket).isEmpty() ? null : text(ticket),
        Boolean.TRUE.equals(startWhenApproved),
        text(key).isEmpty() ? null : text(key));
  }

  /// The intent of the form that is shown: the one that came back with errors, or a new one.
  String intent() {
    return text(key).isEmpty() ? UuidV7.next().toString() : text(key);
  }

  static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
