package dev.slipway.slo.formats;

import java.util.Locale;

/// What can be wrong with an objective, its file, or what stands beside it. Codes are API.
public enum FindingCode {
  /// The query of errors counts what went well, so the budget reads as burnt at once.
  SLI_INVERTED_HISTOGRAM(Severity.ERROR),
  /// A query has a range of its own, so every window shows the same.
  SLI_FIXED_WINDOW(Severity.ERROR),
  /// Errors and all events are counted by the same query.
  SLI_SAME_QUERY(Severity.ERROR),
  /// Only Sloth knows the query; its recording rules are read.
  SLI_PLUGIN(Severity.WARNING),
  /// Several series come out where one is meant.
  SLI_GROUPING(Severity.INFO),
  /// The query needs native histograms.
  SLI_NATIVE_HISTOGRAM(Severity.WARNING),
  /// A key is written as in the other kind of file.
  SPEC_KEY_CASE(Severity.WARNING),
  /// A key that the format does not have.
  SPEC_KEY_UNKNOWN(Severity.WARNING),
  /// Something is missing or is no such value; nothing comes of it.
  SPEC_INCOMPLETE(Severity.ERROR),
  /// A document of a kind that is not read here.
  SPEC_UNKNOWN(Severity.ERROR),
  /// The percentage is none that an objective may ask for.
  OBJECTIVE_REFUSED(Severity.ERROR),
  /// The percentage looks like a share.
  OBJECTIVE_IS_SHARE(Severity.WARNING),
  /// A name that Sloth refuses.
  NAME_NOT_PORTABLE(Severity.WARNING),
  /// The same objective stands in the file twice.
  NAME_TWICE(Severity.ERROR),
  /// The file does not say the window, or none that the portal has.
  WINDOW_CHANGED(Severity.WARNING),
  /// Slices of time are not what the portal counts.
  BUDGETING_METHOD(Severity.ERROR),
  /// Composites of OpenSLO.
  COMPOSITE_REFUSED(Severity.ERROR),
  /// A threshold on a value instead of events.
  THRESHOLD_REFUSED(Severity.ERROR),
  /// Alerts are derived from the window, not from the file.
  ALERTS_NOT_TAKEN(Severity.INFO),
  /// A panel that says budget and shows something else.
  PANEL_NOT_BUDGET(Severity.INFO),
  /// An alert on the same events that does not know the objective.
  ALERT_NOT_SLO(Severity.INFO),
  /// A bound that the histogram does not have.
  LE_MISSING(Severity.ERROR),
  /// A metric of which nothing was seen.
  METRIC_NAME(Severity.INFO),
  /// More bad events than events, or fewer than none.
  MORE_BAD_THAN_ALL(Severity.WARNING),
  /// For a week more was bad than good: a long outage, or a query turned around.
  SLI_LOOKS_INVERTED(Severity.WARNING),
  /// There is traffic, and no series of errors at all.
  ERRORS_NEVER_SEEN(Severity.INFO),
  /// The budget is less than one event.
  TOO_FEW_EVENTS(Severity.WARNING);

  /// How much a finding weighs. With an error an objective stays a draft and gates nothing.
  public enum Severity {
    ERROR,
    WARNING,
    INFO;

    /// As in the API and in tables.
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Severity severity;

  FindingCode(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }
}
