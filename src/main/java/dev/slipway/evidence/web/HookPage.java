package dev.slipway.evidence.web;

import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One incoming webhook.
///
/// @param url where deliveries go
/// @param secret the value of a key that was just made, or null
/// @param reason what was typed
/// @param errors by field
public record HookPage(
    HooksPage.Row row,
    String url,
    @Nullable String secret,
    String reason,
    Map<String, String> errors) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Notifications", "/notifications"),
        Choice.link("Incoming webhooks", "/notifications/hooks"));
  }

  public boolean takesKeys() {
    return row.hook().isEnabled() && row.hook().keys().size() < 2;
  }
}
