package dev.slipway.catalog.web;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;

/// What is declared of a system or a service.
///
/// @param of what kind of thing it is, in the plural
/// @param text what stands in the form
record FactsPage(
    String of,
    String name,
    String back,
    List<DeclaredFact> facts,
    String text,
    boolean mayEdit,
    Map<String, String> errors) {

  public List<Choice> crumbs() {
    return List.of(Choice.link("Services", "/services"), Choice.link(name, back));
  }

  public String href() {
    return back + "/facts";
  }
}
