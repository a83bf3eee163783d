package dev.slipway.catalog.web;

import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form to register or edit a service.
///
/// @param title such as `Register a service`
/// @param action where the form goes
/// @param known whether the service exists, so that its slug stands
record ServiceFormPage(
    String title,
    String action,
    boolean known,
    ServiceForm form,
    Map<String, String> systems,
    Map<String, String> teams,
    Map<String, String> errors) {

  private static final Map<String, String> TIERS =
      ordered("1", "1, the most important", "2", "2", "3", "3", "4", "4, the least important");
  private static final Map<String, String> LIFECYCLES =
      ordered("PLANNED", "Planned", "PRODUCTION", "In production", "DEPRECATED", "Deprecated");

  public Map<String, String> tiers() {
    return TIERS;
  }

  public Map<String, String> lifecycles() {
    return LIFECYCLES;
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public List<Choice> crumbs() {
    return List.of(Choice.link("Services", "/services"));
  }

  public String back() {
    return known ? "/services/" + form.slug() : "/services";
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (var i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
