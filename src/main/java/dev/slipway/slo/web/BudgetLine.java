package dev.slipway.slo.web;

import dev.slipway.kernel.Decimals;
import dev.slipway.shell.Look;
import dev.slipway.slo.BudgetReading;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.BurnSeverity;
import dev.slipway.slo.ObjectiveStatus;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.ReadingQuality;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One objective in a list, in words.
///
/// @param spark empty where nothing is known of its past
record BudgetLine(ObjectiveSummary objective, Sparkline spark) {

  public String id() {
    return "objective-" + objective.id();
  }

  public String href() {
    return objective.path();
  }

  public String service() {
    return objective.service().slug();
  }

  public String percent() {
    return Decimals.plain(objective.objective()) + " %";
  }

  /// Such as `availability, 99.9 % in 30 days`.
  public String promise() {
    return "%s, %s %% in %d days"
        .formatted(objective.name(), Decimals.plain(objective.objective()), objective.windowDays());
  }

  /// What burns fast does not look well, however much is left.
  public String look() {
    if (objective.status() != ObjectiveStatus.ACTIVE) {
      return "none";
    }
    return burnsFast(budget()) ? "warning" : budget().state().slug();
  }

  /// What does not count is no state of anybody's budget, whatever its query says.
  public String word() {
    return objective.status() == ObjectiveStatus.ACTIVE
        ? word(budget())
        : objective.status().label();
  }

  /// A state with how it burns, where that holds features back before the state does.
  static String word(BudgetReading budget) {
    var word = Look.of(budget.state()).word();
    return burnsFast(budget) ? word + ", burning fast" : word;
  }

  private static boolean burnsFast(BudgetReading budget) {
    return budget.alert() == BurnSeverity.PAGE && budget.state().compareTo(BudgetState.FREEZE) < 0;
  }

  /// That an active one has no say in what may ship; else null.
  public @Nullable String tag() {
    return objective.status() == ObjectiveStatus.ACTIVE && !objective.gating()
        ? "not gating"
        : null;
  }

  public BudgetBar bar() {
    return BudgetBar.of(budget().remaining());
  }

  public String left() {
    return budget().remaining() == null ? "?" : Amounts.left(budget().remaining());
  }

  public boolean isOverdrawn() {
    BigDecimal left = budget().remaining();
    return left != null && left.signum() < 0;
  }

  public String burn() {
    return Amounts.burn(budget().burn());
  }

  /// Whether the last hour burned faster than allowed.
  public boolean isHot() {
    BigDecimal burn = budget().burn();
    return burn != null && burn.compareTo(BigDecimal.ONE) > 0;
  }

  /// How urgent its burn is, or that nobody can tell.
  public String alert() {
    if (budget().quality() == ReadingQuality.UNKNOWN) {
      return "unknown";
    }
    return switch (budget().alert()) {
      case NONE -> "quiet";
      case TICKET -> "ticket";
      case PAGE -> "page";
    };
  }

  public boolean isFiring() {
    return budget().alert() != BurnSeverity.NONE;
  }

  public boolean isFresh() {
    return budget().quality() == ReadingQuality.FRESH;
  }

  public @Nullable Instant asOf() {
    return budget().asOf();
  }

  /// What stands beside a value that is not fresh.
  public String quality() {
    if (objective.status() == ObjectiveStatus.DISABLED) {
      return "not counted any more";
    }
    return switch (budget().quality()) {
      case FRESH -> "";
      case PARTIAL -> "partial answer";
      case STALE -> "stale";
      case UNKNOWN -> budget().asOf() == null ? "never counted" : "no data";
    };
  }

  /// Whether nobody needs to look at it, so that a phone may leave it out.
  public boolean isFine() {
    return budget().state() == BudgetState.HEALTHY && isFresh() && !isFiring();
  }

  private BudgetReading budget() {
    return objective.budget();
  }
}
