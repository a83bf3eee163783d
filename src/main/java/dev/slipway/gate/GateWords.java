package dev.slipway.gate;

import dev.slipway.kernel.Decimals;
import dev.slipway.slo.BudgetReading;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.ReadingQuality;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What the gate says of a budget, in sentences.
@Component
class GateWords {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Budgets budgets;

  GateWords(Budgets budgets) {
    this.budgets = budgets;
  }

  /// Where the budget stands.
  String now(BudgetStanding standing, BudgetState state) {
    var deciding = standing.deciding();
    if (deciding == null) {
      return standing.reason();
    }
    var sentence =
        switch (state) {
          case UNKNOWN -> unknown(deciding);
          case NO_TRAFFIC -> "%s had no traffic in its whole window.".formatted(deciding.name());
          case HEALTHY, REVIEW, FREEZE, FEATURE_STOP, EXHAUSTED -> used(deciding, state);
        };
    return (standing.burnsFast()
            ? sentence + " It burns fast now: the page-level pair of windows fires."
            : sentence)
        + age(deciding.budget());
  }

  /// What is believed although nobody answers says how old it is.
  private static String age(BudgetReading budget) {
    var at = budget.asOf();
    var why = budget.reason();
    return budget.quality() == ReadingQuality.STALE && at != null
        ? " That is stale, counted up to %s%s"
            .formatted(MOMENT.format(at), why == null ? "." : ": " + ended(why))
        : "";
  }

  private static String unknown(ObjectiveSummary deciding) {
    var why = deciding.budget().reason();
    return "Nobody knows how much of the error budget of %s is used%s"
        .formatted(deciding.name(), why == null ? "." : ": " + ended(why));
  }

  private static String used(ObjectiveSummary deciding, BudgetState state) {
    var consumed = deciding.budget().consumed();
    var held = deciding.budget().held();
    return "The error budget of %s (%d days) is %s: %s used%s."
        .formatted(
            deciding.name(),
            deciding.windowDays(),
            word(state),
            consumed == null ? "an unknown share" : Decimals.percentUsed(consumed),
            held.isEmpty() ? "" : "; " + held);
  }

  private static String word(BudgetState state) {
    return switch (state) {
      case REVIEW -> state.words() + " (from 25 %)";
      case FREEZE -> state.words() + " (from 50 %)";
      case FEATURE_STOP -> state.words() + " (from 75 %)";
      case HEALTHY, EXHAUSTED, NO_TRAFFIC, UNKNOWN -> state.words();
    };
  }

  /// What would let the change go.
  String wayOut(BudgetStanding standing) {
    return reopens(standing)
            .map(at -> "It reopens about " + MOMENT.format(at) + " if nothing new burns. ")
            .orElse("")
        + "A rollback passes at any time. A fix with a ticket passes further, and two people can let"
        + " a stored plan through once.";
  }

  /// A moment, such as `Fri 27 Nov 2026, 14:05 UTC`.
  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  /// Who lets it through all the same.
  static String letThrough(OverrideView override) {
    return "Let through once by %s until %s (%s): %s"
        .formatted(
            override.names(),
            MOMENT.format(override.expiresAt()),
            override.ticket(),
            ended(override.reason()));
  }

  /// When it leaves its state if nothing new burns; empty where that is not known.
  Optional<Instant> reopens(BudgetStanding standing) {
    return Optional.ofNullable(standing.deciding())
        .flatMap(deciding -> budgets.lift(deciding.id()));
  }

  private static String ended(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
