package dev.slipway.gate.web;

import dev.slipway.kernel.Page;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// What used budgets ask of teams, open or ended.
///
/// @param service slug that narrows; empty for all
/// @param typed the note of a close that was refused, by the id of its task
/// @param error why it was refused; null where nothing was
record BudgetTasksPage(
    String service,
    boolean open,
    @Nullable String cursor,
    Page<BudgetTaskLine> found,
    Map<String, String> typed,
    @Nullable String error) {

  static final String PATH = "/gate/tasks";

  public List<Choice> crumbs() {
    return List.of(Choice.link("Objectives", "/slo"));
  }

  public List<BudgetTaskLine> lines() {
    return found.items();
  }

  public List<Choice> tabs() {
    return List.of(
        Choice.tab("Open", at(true, service, null), open),
        Choice.tab("Ended", at(false, service, null), !open));
  }

  public Map<String, String> errors() {
    return error == null ? Map.of() : Map.of("note-" + String.join("", typed.keySet()), error);
  }

  /// What was typed for a task before it was refused.
  public String typedFor(BudgetTaskLine line) {
    return typed.getOrDefault(line.task().id().toString(), "");
  }

  public boolean isRefused(BudgetTaskLine line) {
    return typed.containsKey(line.task().id().toString());
  }

  public String withoutService() {
    return at(open, "", null);
  }

  public @Nullable String first() {
    return cursor == null ? null : at(open, service, null);
  }

  public @Nullable String nextHref() {
    return found.next() == null ? null : at(open, service, found.next());
  }

  public String shown() {
    return Plural.of(lines().size(), "task") + (found.next() == null ? "" : ", more follow");
  }

  private static String at(boolean open, String service, @Nullable String cursor) {
    Map<String, String> values = new LinkedHashMap<>();
    if (!open) {
      values.put("state", "ended");
    }
    if (!service.isEmpty()) {
      values.put("service", service);
    }
    if (cursor != null) {
      values.put("cursor", cursor);
    }
    var address = UriComponentsBuilder.fromPath(PATH);
    values.forEach((name, _) -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(values).toUriString();
  }
}
