package dev.slipway.verification;

import dev.slipway.slo.Counts;
import dev.slipway.verification.VerificationView.Decided;
import dev.slipway.verification.VerificationView.Objective;
import dev.slipway.verification.VerificationView.Sample;
import dev.slipway.verification.VerificationView.WayBackState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads verifications for those who look.
@Repository
class VerificationReader {

  private final JdbcClient jdbc;
  private final SmokeRows smoke;

  VerificationReader(JdbcClient jdbc, SmokeRows smoke) {
    this.jdbc = jdbc;
    this.smoke = smoke;
  }

  Optional<VerificationView> view(UUID deployment) {
    return jdbc.sql("select * from verification where deployment = ?")
        .param(deployment)
        .query((row, _) -> view(row))
        .optional();
  }

  private VerificationView view(ResultSet row) throws SQLException {
    var deployment = row.getObject("deployment", UUID.class);
    var decidedAt = at(row, "decided_at");
    return new VerificationView(
        deployment,
        VerificationState.valueOf(row.getString("state")),
        row.getString("why"),
        row.getObject("rollout_at", OffsetDateTime.class).toInstant(),
        row.getObject("settled_at", OffsetDateTime.class).toInstant(),
        row.getString("pods"),
        row.getInt("wanted"),
        row.getBoolean("automatic"),
        WayBackState.valueOf(row.getString("way_back")),
        row.getString("way_back_why"),
        row.getObject("way_back_plan", UUID.class),
        at(row, "due_at"),
        at(row, "ended_at"),
        decidedAt == null
            ? null
            : new Decided(
                row.getString("decided_by_name"), row.getString("decided_reason"), decidedAt),
        objectives(deployment),
        smoke.of(deployment));
  }

  private List<Objective> objectives(UUID deployment) {
    var samples = samples(deployment);
    return jdbc.sql("select * from verification_objective where deployment = ? order by name")
        .param(deployment)
        .query((row, _) -> {
          var id = row.getObject("objective", UUID.class);
          return new Objective(
              id,
              row.getString("name"),
              VerificationState.valueOf(row.getString("state")),
              row.getObject("by_pods", Boolean.class),
              counts(row, "baseline_bad", "baseline_total"),
              row.getBigDecimal("limit_share"),
              row.getBigDecimal("trusted_share"),
              samples.getOrDefault(id, List.of()));
        })
        .list();
  }

  private Map<UUID, List<Sample>> samples(UUID deployment) {
    var found = new LinkedHashMap<UUID, List<Sample>>();
    jdbc.sql("select * from verification_sample where deployment = ? order by objective, number")
        .param(deployment)
        .query((row, _) ->
            Map.entry(
                row.getObject("objective", UUID.class),
                new Sample(
                    row.getInt("number"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    Duration.ofSeconds(row.getInt("window_seconds")),
                    SampleOutcome.valueOf(row.getString("outcome")),
                    counts(row, "bad", "total"),
                    row.getString("why"))))
        .list()
        .forEach(
            one -> found.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue()));
    return found;
  }

  static @Nullable Counts counts(ResultSet row, String bad, String total) throws SQLException {
    var all = row.getBigDecimal(total);
    return all == null ? null : new Counts(row.getBigDecimal(bad), all);
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
