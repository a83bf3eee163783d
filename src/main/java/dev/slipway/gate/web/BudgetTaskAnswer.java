package dev.slipway.gate.web;

import dev.slipway.gate.BudgetTask;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A task as the API tells it.
record BudgetTaskAnswer(
    UUID id,
    UUID objective,
    String name,
    String service,
    String environment,
    String team,
    int threshold,
    @Nullable BigDecimal used,
    String title,
    List<String> duties,
    Instant raisedAt,
    @Nullable Instant dueAt,
    boolean overdue,
    @Nullable Instant endedAt,
    @Nullable String ending,
    @Nullable String endedBy,
    @Nullable String note) {

  static BudgetTaskAnswer of(BudgetTask task) {
    var ending = task.ending();
    return new BudgetTaskAnswer(
        task.id(),
        task.objective(),
        task.name(),
        task.service().slug(),
        task.environment().slug(),
        task.service().teamSlug(),
        task.threshold().percent(),
        task.used(),
        task.threshold().title(),
        task.threshold().duties(),
        task.raisedAt(),
        task.dueAt(),
        task.overdue(),
        task.endedAt(),
        ending == null ? null : ending.name().toLowerCase(Locale.ROOT),
        task.endedBy(),
        task.note());
  }
}
