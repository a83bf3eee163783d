package dev.slipway.verification.web;

import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form in which a person keeps what a verification did not pass.
///
/// @param why what was typed
record KeepPage(VerificationPanel panel, String why, Map<String, String> errors) {

  public String title() {
    return "Keep what was rolled out";
  }

  public List<Choice> crumbs() {
    return List.of(Choice.link(panel.deployment().sentence(), back()));
  }

  public String back() {
    return "/deployments/" + panel.deployment().id();
  }

  /// Why it cannot be kept; null if it can.
  public @Nullable String whyNot() {
    return panel.isOpen() ? panel.whyNotKeep() : "There is nothing to decide any more.";
  }

  public @Nullable String error() {
    return errors.get("why");
  }
}
