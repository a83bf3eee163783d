package dev.slipway.catalog.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.SystemView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form of a system or an environment.
///
/// @param known whether it exists, so that slug and class stand
/// @param values what is in the fields, by name
record EntryFormPage(
    String title,
    String action,
    String back,
    boolean known,
    Map<String, String> values,
    Map<String, String> errors) {

  static EntryFormPage newSystem(
      String slug, String name, String description, Map<String, String> errors) {
    return new EntryFormPage(
        "Register a system",
        "/systems",
        "/services",
        false,
        Map.of("slug", slug, "name", name, "description", description),
        errors);
  }

  static EntryFormPage system(
      SystemView system, String name, String description, Map<String, String> errors) {
    var page = "/systems/" + system.slug();
    return new EntryFormPage(
        "Edit " + system.name(),
        page,
        page,
        true,
        Map.of("slug", system.slug(), "name", name, "description", description),
        errors);
  }

  static EntryFormPage newEnvironment(
      String slug,
      String name,
      String kind,
      String rank,
      String order,
      Map<String, String> errors) {
    return new EntryFormPage(
        "Add an environment",
        "/environments",
        "/",
        false,
        Map.of("slug", slug, "name", name, "class", kind, "rank", rank, "order", order),
        errors);
  }

  static EntryFormPage environment(
      EnvironmentView environment,
      String name,
      String rank,
      String order,
      Map<String, String> errors) {
    var page = "/environments/" + environment.slug();
    return new EntryFormPage(
        "Edit " + environment.name(),
        page,
        page,
        true,
        Map.of(
            "slug",
            environment.slug(),
            "name",
            name,
            "class",
            environment.environmentClass().name(),
            "rank",
            rank,
            "order",
            order),
        errors);
  }

  public @Nullable String value(String field) {
    return values.get(field);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public Map<String, String> classes() {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("", "Choose a class");
    for (var kind : EnvironmentClass.values()) {
      choices.put(kind.name(), kind.slug());
    }
    return choices;
  }

  public List<Choice> crumbs() {
    return values.containsKey("rank")
        ? List.of(Choice.link("Matrix", "/"))
        : List.of(Choice.link("Services", "/services"));
  }
}
