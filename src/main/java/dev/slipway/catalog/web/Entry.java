package dev.slipway.catalog.web;

import dev.slipway.catalog.InvalidEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.ModelAndView;

/// A form that was sent: on to the page of what it made, or the form again with everything that was
/// typed and what is wrong with it.
final class Entry {

  private Entry() {}

  static ModelAndView form(String view, Object page) {
    return new ModelAndView(view, "page", page);
  }

  static ModelAndView sent(
      Supplier<String> act, String view, Function<Map<String, String>, Object> again) {
    try {
      return new ModelAndView("redirect:" + act.get());
    } catch (InvalidEntry refused) {
      var shown = form(view, again.apply(refused.faults()));
      shown.setStatus(HttpStatusCode.valueOf(422));
      return shown;
    }
  }

  /// Choices that begin with none, so that nobody takes the first one by oversight.
  static Map<String, String> choices(String invitation, Map<String, String> names) {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("", invitation);
    choices.putAll(names);
    return choices;
  }

  static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
