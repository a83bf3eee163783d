package dev.slipway.home.web;

import dev.slipway.home.ComparisonFilter;
import dev.slipway.home.ComparisonView;
import dev.slipway.home.Promotion;
import dev.slipway.kernel.UuidV7;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the address of a comparison says, and what somebody typed to plan some of its rows; kept as
/// it was typed.
///
/// @param item slug and image of each selected service, with a space between
record ComparisonForm(
    @Nullable String from,
    @Nullable String to,
    @Nullable String system,
    @Nullable String team,
    @Nullable String q,
    @Nullable String only,
    @Nullable String page,
    @Nullable List<String> item,
    @Nullable String reason,
    @Nullable String ticket,
    @Nullable Boolean startWhenApproved,
    @Nullable String key) {

  ComparisonFilter filter() {
    return ComparisonFilter.of(text(from), text(to), system, team, q, only, page);
  }

  boolean isComplete() {
    return !text(from).isEmpty() && !text(to).isEmpty();
  }

  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    if (images().isEmpty()) {
      errors.put("selection", "Select the services to plan, in the first column.");
    } else if (images().size() > ComparisonView.ROWS) {
      errors.put("selection", "Select %d services at most at once.".formatted(ComparisonView.ROWS));
    }
    if (text(reason).isEmpty()) {
      errors.put("reason", "Say why: others read it before they decide, and later in the history.");
    }
    return errors;
  }

  Promotion.Wish wish() {
    var filter = filter();
    return new Promotion.Wish(
        filter.from(),
        filter.to(),
        images(),
        text(reason),
        text(ticket).isEmpty() ? null : text(ticket),
        Boolean.TRUE.equals(startWhenApproved),
        text(key).isEmpty() ? null : text(key));
  }

  /// The intent of the form that is shown: the one that came back with errors, or a new one.
  String intent() {
    return text(key).isEmpty() ? UuidV7.next().toString() : text(key);
  }

  /// What was selected: the image that was seen, by service.
  Map<String, String> images() {
    Map<String, String> images = new LinkedHashMap<>();
    for (var each : item == null ? List.<String>of() : item) {
      var space = each.indexOf(' ');
      if (space > 0) {
        images.put(each.substring(0, space), each.substring(space + 1));
      }
    }
    return images;
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
