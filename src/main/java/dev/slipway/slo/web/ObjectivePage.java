package dev.slipway.slo.web;

import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.shell.Times;
import dev.slipway.slo.BudgetReading;
import dev.slipway.slo.ObjectiveDetails;
import dev.slipway.slo.ObjectiveSeries;
import dev.slipway.slo.ObjectiveStatus;
import dev.slipway.slo.ReadingQuality;
import dev.slipway.slo.SliKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One objective: where its budget stands, how it came to that, and what counts it.
///
/// @param burnDown whether what was left since the window began is drawn, not the rolling window
/// @param whyNot why this person cannot change it, and who can; empty if they can
/// @param events what happened to the service here and may have cost budget
/// @param loosening what it takes to disable it
/// @param refused what was tried and did not happen, or null
record ObjectivePage(
    ObjectiveDetails details,
    ObjectiveSeries series,
    boolean burnDown,
    String whyNot,
    List<BudgetChart.Event> events,
    Loosening loosening,
    @Nullable Refused refused) {

  /// An act on it that was refused.
  ///
  /// @param text why, in a sentence
  /// @param reason what was typed
  record Refused(String text, String reason) {}

  private static final int MINUTES_OF_DAY = 1440;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  public BudgetLine line() {
    return new BudgetLine(details.summary(), new Sparkline("", "0"));
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Objectives", ObjectiveFilter.PATH),
        Choice.link(line().service(), "/services/" + line().service()));
  }

  public Map<String, ?> panelVariables() {
    var summary = details.summary();
    return Map.of(
        "service",
        summary.service().slug(),
        "environment",
        summary.environment().slug(),
        "objective",
        summary.id());
  }

  public String href() {
    return details.summary().path();
  }

  /// This page with the chart that is shown.
  public String here() {
    return href() + (burnDown ? "?view=burn-down" : "");
  }

  public String live() {
    return "objective:" + details.summary().id();
  }

  /// Such as `availability 99.9 %`.
  public String title() {
    return details.summary().name() + " " + percent();
  }

  public String percent() {
    return Decimals.plain(details.definition().objective()) + " %";
  }

  public String window() {
    return Plural.of(details.definition().windowDays(), "day");
  }

  public boolean mayEdit() {
    return whyNot.isEmpty();
  }

  public boolean isDisabled() {
    return details.summary().status() == ObjectiveStatus.DISABLED;
  }

  public boolean isActive() {
    return details.summary().status() == ObjectiveStatus.ACTIVE;
  }

  public BudgetReading budget() {
    return details.summary().budget();
  }

  public String served() {
    var share = details.share();
    return Amounts.served(share == null ? null : BigDecimal.ONE.subtract(share));
  }

  /// What was counted, or why it was not.
  public String counted() {
    var counts = details.counts();
    if (counts == null) {
      return details.definition().indicator().kind() == SliKind.RAW_RATIO && details.share() != null
          ? "a share; its query counts no events"
          : "nothing that can be used was counted";
    }
    return Amounts.events(counts.total()) + " events, " + Amounts.events(counts.bad()) + " failed";
  }

  public String left() {
    return Amounts.left(budget().remaining());
  }

  public boolean isOverdrawn() {
    return line().isOverdrawn();
  }

  /// Such as `13,692 of 25,920 events`, or `36 over 25,920 events`; empty where events are not
  /// counted.
  public String leftEvents() {
    return details.left() == null
        ? ""
        : Amounts.leftOf(
                details.left(),
                Amounts.events(details.left().abs()),
                Amounts.events(details.allowed()))
            + " events";
  }

  /// Such as `22.8 of 43.2 min of a full outage`.
  public String leftMinutes() {
    if (details.leftMinutes() == null) {
      return "";
    }
    var all =
        BigDecimal.valueOf(100)
            .subtract(details.definition().objective())
            .movePointLeft(2)
            .multiply(
                BigDecimal.valueOf((long) details.definition().windowDays() * MINUTES_OF_DAY));
    return Amounts.leftOf(
            details.leftMinutes(),
            Amounts.minutes(details.leftMinutes().abs()),
            Amounts.minutes(all))
        + " min";
  }

  /// How long the budget lasts as it burned in the last hour.
  public String lasts() {
    var left = budget().remaining();
    var exhausted = details.exhaustedIn();
    if (left == null) {
      return "unknown";
    }
    if (left.signum() <= 0) {
      return "nothing left";
    }
    if (exhausted != null) {
      return Times.duration(exhausted);
    }
    return budget().burn() == null ? "unknown" : "does not run out";
  }

  public String burning() {
    if (budget().burn() != null) {
      return "burn " + Amounts.burn(budget().burn()) + " in the last hour";
    }
    return details.windows().stream()
            .filter(line -> line.window().equals(HOUR))
            .anyMatch(line -> line.counts() != null && !line.counts().hasTraffic())
        ? "no traffic in the last hour"
        : "nothing is known of the last hour";
  }

  /// The share of use that the budget falls below on the day of {@link ObjectiveDetails.Lift}.
  public String liftBelow() {
    var lift = details.lift();
    return lift == null ? "" : Amounts.percent(lift.below());
  }

  /// What ends a state that holds although less is used by now; empty where that is not so.
  public String stillHeld() {
    var held = budget().held();
    return held.isEmpty() ? "" : budget().state().words() + " still: " + held;
  }

  /// That the portal has not counted for as long as the window is; empty if it has.
  public String covered() {
    var window = Duration.ofDays(details.definition().windowDays());
    if (details.known().compareTo(window.minusHours(1)) >= 0) {
      return "";
    }
    var own =
        details.known().isZero()
            ? "The portal itself has counted no hour of %s yet".formatted(window())
            : "The portal itself has counted %s of %s"
                .formatted(Times.coarse(details.known()), window());
    return own + (details.share() == null ? "." : "; the numbers above come from the datasource.");
  }

  public boolean isPartial() {
    return budget().quality() == ReadingQuality.PARTIAL;
  }

  public boolean isUnknown() {
    return !isDisabled() && budget().quality() == ReadingQuality.UNKNOWN;
  }

  /// Why nothing can be used, in a sentence.
  public String trouble() {
    var reason = budget().reason();
    if (reason != null) {
      return reason;
    }
    return budget().asOf() == null
        ? "It was not evaluated yet; the first evaluation comes within a minute."
        : "Nothing was counted since.";
  }

  /// Such as `20 Feb`.
  public String day(Instant at, ZoneId zone) {
    return DAY.format(at.atZone(zone));
  }

  public String findingLook(ObjectiveDetails.Finding finding) {
    return look(finding.severity());
  }

  /// How a finding of a severity looks.
  static String look(String severity) {
    return switch (severity) {
      case "error" -> "failed";
      case "warning" -> "warning";
      default -> "info";
    };
  }

  public List<Choice> views() {
    return List.of(
        Choice.tab("Rolling " + window(), href(), !burnDown),
        Choice.tab("Burn-down since the start", href() + "?view=burn-down", burnDown));
  }

  public Chart budgetChart(ZoneId zone) {
    return ObjectiveCharts.budget(this, zone);
  }

  public List<Chart> moreCharts(ZoneId zone) {
    return ObjectiveCharts.more(this, zone);
  }

  public List<BurnRow> burn() {
    return details.burn().stream().map(BurnRow::new).toList();
  }

  public List<WindowRow> windows() {
    return details.windows().stream().map(WindowRow::new).toList();
  }
}
