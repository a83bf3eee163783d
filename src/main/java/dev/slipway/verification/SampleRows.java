package dev.slipway.verification;

import dev.slipway.slo.ObjectiveCounts.Countable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The objectives of verifications and what was counted by them.
@Repository
class SampleRows {

  private final JdbcClient jdbc;

  SampleRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(UUID deployment, Countable objective) {
    jdbc.sql(
            """
            insert into verification_objective (deployment, objective, name, trusted_share)
            values (?, ?, ?, ?)
            """)
        .params(deployment, objective.id(), objective.name(), Limit.trusted(objective))
        .update();
  }

  /// Where one stands before its next sample.
  ///
  /// @param comparison null until it was asked for
  /// @param trusted the largest share of bad events before the rollout that proves anything
  /// @param samples how many there are
  /// @param unproven how many of them had traffic enough and yet say nothing
  record Asked(
      UUID objective,
      String name,
      VerificationState state,
      Counting.@Nullable Comparison comparison,
      BigDecimal trusted,
      int samples,
      int unproven) {}

  List<Asked> of(UUID deployment) {
    return jdbc.sql(
            """
            select o.*, s.samples, s.unproven
            from verification_objective o cross join lateral (
              select count(*) as samples,
                count(*) filter (where outcome = 'INCONCLUSIVE' and total >= :fewest) as unproven
              from verification_sample
              where deployment = o.deployment and objective = o.objective) s
            where o.deployment = :deployment order by o.name
            """)
        .param("fewest", Limit.FEWEST)
        .param("deployment", deployment)
        .query((row, _) ->
            new Asked(
                row.getObject("objective", UUID.class),
                row.getString("name"),
                VerificationState.valueOf(row.getString("state")),
                comparison(row),
                row.getBigDecimal("trusted_share"),
                row.getInt("samples"),
                row.getInt("unproven")))
        .list();
  }

  private static Counting.@Nullable Comparison comparison(ResultSet row) throws SQLException {
    var baseline = VerificationReader.counts(row, "baseline_bad", "baseline_total");
    return baseline == null ? null : new Counting.Comparison(row.getBoolean("by_pods"), baseline);
  }

  void compared(UUID deployment, Asked asked, Counting.Comparison with) {
    jdbc.sql(
            """
            update verification_objective set by_pods = :byPods, baseline_bad = :bad,
              baseline_total = :total, limit_share = :limit
            where deployment = :deployment and objective = :objective
            """)
        .param("byPods", with.byPods())
        .param("bad", with.baseline().bad())
        .param("total", with.baseline().total())
        .param("limit", Limit.of(with.baseline(), asked.trusted()).share())
        .param("deployment", deployment)
        .param("objective", asked.objective())
        .update();
  }

  void sampled(UUID deployment, UUID objective, VerificationView.Sample sample) {
    var counts = sample.counts();
    jdbc.sql(
            """
            insert into verification_sample (deployment, objective, number, at, window_seconds,
              outcome, bad, total, why)
            values (:deployment, :objective, :number, :at, :window, :outcome, :bad, :total, :why)
            """)
        .param("deployment", deployment)
        .param("objective", objective)
        .param("number", sample.number())
        .param("at", Timestamp.from(sample.at()))
        .param("window", sample.window().toSeconds())
        .param("outcome", sample.outcome().name())
        .param("bad", counts == null ? null : counts.bad())
        .param("total", counts == null ? null : counts.total())
        .param("why", sample.why())
        .update();
  }

  void stands(UUID deployment, UUID objective, VerificationState state) {
    jdbc.sql("update verification_objective set state = ? where deployment = ? and objective = ?")
        .params(state.name(), deployment, objective)
        .update();
  }

  List<SampleOutcome> outcomes(UUID deployment, UUID objective) {
    return jdbc.sql(
            """
            select outcome from verification_sample
            where deployment = ? and objective = ? order by number
            """)
        .params(deployment, objective)
        .query((row, _) -> SampleOutcome.valueOf(row.getString("outcome")))
        .list();
  }
}
