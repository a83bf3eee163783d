package dev.slipway.backups.web;

import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;

/// The form for a backup that no cluster shows.
///
/// @param typed what was typed, by field
/// @param errors by field
record DeclarePage(Map<String, String> typed, Map<String, String> errors) {

  public List<Choice> crumbs() {
    return List.of(Choice.link("Backups", "/backups"));
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }
}
