package dev.slipway.gate;

import dev.slipway.slo.BudgetState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A share of a budget from which on people have work to do, as QuizMentor's error-budget policy
/// says it. At half of it the gate freezes features by itself, which asks nobody for anything.
public enum BudgetThreshold {
  REVIEW(
      25,
      "Review what used the budget",
      """
      Go through the incidents of its window.
      Tune the thresholds of its alerts.
      Plan a post-mortem of what used most of it.
      """,
      Duration.ofDays(5)),
  STOP(
      75,
      "Stop features, everybody on reliability",
      """
      Feature deployments stop: the gate holds them.
      Put everybody at hand on what burns the budget.
      Tell those who answer for it; owners of the environment got a notice.
      """,
      null),
  EXHAUSTED(
      100,
      "Feature work stops",
      """
      No work on features until the budget recovers: every change but a rollback needs a person.
      Begin a reliability sprint.
      Find the root cause. Whoever closes this writes it down.
      """,
      null);

  private final int percent;
  private final String title;
  private final String duties;
  private final @Nullable Duration due;

  BudgetThreshold(int percent, String title, String duties, @Nullable Duration due) {
    this.percent = percent;
    this.title = title;
    this.duties = duties;
    this.due = due;
  }

  static BudgetThreshold of(int percent) {
    return Arrays.stream(values())
        .filter(one -> one.percent == percent)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("threshold: " + percent));
  }

  /// Whether a budget in this state has reached it. The states carry the hysteresis: one is entered
  /// at once and left only well below where it begins.
  boolean isReachedBy(BudgetState state) {
    return switch (state) {
      case HEALTHY, NO_TRAFFIC, UNKNOWN -> false;
      case REVIEW, FREEZE -> this == REVIEW;
      case FEATURE_STOP -> this != EXHAUSTED;
      case EXHAUSTED -> true;
    };
  }

  /// Of the budget.
  public int percent() {
    return percent;
  }

  /// What to do, in a few words.
  public String title() {
    return title;
  }

  /// What to do, in sentences.
  public List<String> duties() {
    return duties.lines().toList();
  }

  /// Until when after it was raised; null where nothing but the budget says so.
  @Nullable Duration due() {
    return due;
  }
}
