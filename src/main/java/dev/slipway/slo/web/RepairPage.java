package dev.slipway.slo.web;

import dev.slipway.shell.Choice;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.ObjectiveDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a definition counts now and what it would count repaired.
///
/// @param code of the finding that offers it
record RepairPage(ObjectiveDetails details, String code, Side before, Side after) {

  /// One of the two.
  record Side(Indicator indicator, ObjectiveFormPage.Trial trial) {

    /// Share of bad events in the whole window; null where the datasource did not tell.
    public @Nullable String share() {
      return trial.windows().isEmpty() ? null : trial.windows().getLast().share();
    }
  }

  public String title() {
    return "Repair " + details.summary().name();
  }

  public String path() {
    return details.summary().path();
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Objectives", ObjectiveFilter.PATH),
        Choice.link(details.summary().name(), path()));
  }

  /// What the finding says, in a sentence.
  public String why() {
    return details.findings().stream()
        .filter(finding -> finding.code().equals(code))
        .map(ObjectiveDetails.Finding::detail)
        .findFirst()
        .orElse("Its query says something else than it should.");
  }
}
