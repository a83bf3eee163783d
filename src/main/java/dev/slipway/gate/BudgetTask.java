package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Work that a used budget asks of the team that owns the service.
///
/// @param objective id of the objective
/// @param name of the objective when it was raised
/// @param used share of the budget when it was raised; null where only the state was known
/// @param dueAt until when; null where nothing but the budget says so
/// @param overdue whether that is past, by the database's clock
/// @param endedAt null while it is open
/// @param ending how it ended; null while it is open
/// @param endedBy who closed it; null where nobody did
/// @param note what whoever closed it wrote; null where nobody did
public record BudgetTask(
    UUID id,
    UUID objective,
    String name,
    ServiceView service,
    EnvironmentView environment,
    BudgetThreshold threshold,
    @Nullable BigDecimal used,
    Instant raisedAt,
    @Nullable Instant dueAt,
    boolean overdue,
    @Nullable Instant endedAt,
    @Nullable Ending ending,
    @Nullable String endedBy,
    @Nullable String note) {

  /// How a task ends.
  public enum Ending {
    /// A person closed it, with a note.
    CLOSED,
    /// The budget recovered.
    RECOVERED,
    /// The objective has no say any more.
    DROPPED
  }

  public boolean isOpen() {
    return endedAt == null;
  }

  /// Where it is shown, such as `availability of learning-orchestrator in Production`.
  public String place() {
    return "%s of %s in %s".formatted(name, service.slug(), environment.name());
  }
}
