package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of `slo_now`: an objective and where it stands by the database's clock.
///
/// @param rank of the state, 1 is the best
/// @param sortedBy the share that was used when it was last known
/// @param readings windows of the last good evaluation, as {@link StoredReadings} writes them
/// @param answer class of the last answer; null before the first
/// @param recordedAt when an evaluation was last kept for those who ask why
/// @param hoursBefore hours before this one were asked for; null before the first back-fill
record ObjectiveRow(
    UUID id,
    ServiceId service,
    EnvironmentId environment,
    ObjectiveDefinition definition,
    ObjectiveStatus status,
    int version,
    String changedBy,
    Instant changedAt,
    BudgetReading budget,
    @Nullable BudgetState keptState,
    @Nullable BigDecimal keptUsed,
    int rank,
    @Nullable BigDecimal sortedBy,
    String readings,
    @Nullable String answer,
    @Nullable Instant recordedAt,
    @Nullable Instant hoursBefore) {

  /// What a row is read from. The file that an objective came from is not among it: it is long, and
  /// lists are read every few seconds.
  static final String COLUMNS =
      """
      id, service, environment, name, description, objective, window_days, sli_kind, error_query,
      total_query, raw_query, gating, datasource, status, version, changed_by_name, changed_at,
      state, quality, consumed, burn, alert, as_of, reason, kept_state, kept_used, rank, readings,
      answer, recorded_at, hours_before
      """;

  static ObjectiveRow read(ResultSet row) throws SQLException {
    var kept = row.getString("kept_state");
    return new ObjectiveRow(
        row.getObject("id", UUID.class),
        new ServiceId(row.getObject("service", UUID.class)),
        new EnvironmentId(row.getObject("environment", UUID.class)),
        definition(row),
        ObjectiveStatus.valueOf(row.getString("status")),
        row.getInt("version"),
        row.getString("changed_by_name"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        budget(row),
        kept == null ? null : BudgetState.valueOf(kept),
        row.getBigDecimal("kept_used"),
        row.getInt("rank"),
        row.getBigDecimal("consumed"),
        row.getString("readings"),
        row.getString("answer"),
        instant(row, "recorded_at"),
        instant(row, "hours_before"));
  }

  /// Whether it has a say in what may ship.
  boolean counts() {
    return definition.gating() && status == ObjectiveStatus.ACTIVE;
  }

  /// What is remembered of the evaluations before; null before the first.
  @Nullable KeptState kept() {
    return keptState == null || keptUsed == null ? null : new KeptState(keptState, keptUsed);
  }

  private static ObjectiveDefinition definition(ResultSet row) throws SQLException {
    return new ObjectiveDefinition(
        row.getString("name"),
        row.getString("description"),
        row.getBigDecimal("objective"),
        row.getInt("window_days"),
        new Indicator(
            SliKind.valueOf(row.getString("sli_kind")),
            row.getString("error_query"),
            row.getString("total_query"),
            row.getString("raw_query")),
        row.getBoolean("gating"),
        row.getObject("datasource", UUID.class));
  }

  private static BudgetReading budget(ResultSet row) throws SQLException {
    var quality = ReadingQuality.valueOf(row.getString("quality"));
    var usable = quality != ReadingQuality.UNKNOWN;
    return new BudgetReading(
        BudgetState.valueOf(row.getString("state")),
        quality,
        usable ? row.getBigDecimal("consumed") : null,
        usable ? row.getBigDecimal("burn") : null,
        usable ? BurnSeverity.valueOf(row.getString("alert")) : BurnSeverity.NONE,
        instant(row, "as_of"),
        row.getString("reason"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
