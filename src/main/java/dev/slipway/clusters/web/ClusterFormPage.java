package dev.slipway.clusters.web;

import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form that adds a cluster. The credentials that were typed are never shown again.
record ClusterFormPage(String slug, String name, Map<String, String> errors) {

  public List<Choice> crumbs() {
    return List.of(Choice.link("Clusters", "/clusters"));
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}
