package dev.slipway.evidence.web;

import dev.slipway.evidence.HookView;
import dev.slipway.identity.spi.WaitingAct;
import java.util.List;
import java.util.Map;

/// Incoming webhooks, and the form for another one.
///
/// @param teams names by slug, the empty one to choose
/// @param foretold what a second person has to do with it
/// @param typed what was typed, by field
/// @param errors by field
public record HooksPage(
    List<Row> hooks,
    List<WaitingAct> waiting,
    Map<String, String> teams,
    String foretold,
    Map<String, String> typed,
    Map<String, String> errors) {

  /// One webhook.
  ///
  /// @param reach for whom it speaks
  public record Row(HookView hook, String reach) {

    public String href() {
      return "/notifications/hooks/" + hook.id();
    }

    public String state() {
      if (!hook.isEnabled()) {
        return "none";
      }
      return hook.keys().isEmpty() ? "warning" : "done";
    }

    public String word() {
      if (!hook.isEnabled()) {
        return "Disabled";
      }
      return hook.keys().isEmpty() ? "No key yet" : "Takes deliveries";
    }
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }
}
