package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRules;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.kernel.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Versions of environment policies in the database: inserted, never changed.
@Repository
class EnvironmentPolicyRepository {

  private final JdbcClient jdbc;

  EnvironmentPolicyRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<EnvironmentPolicyVersion> newest(EnvironmentId environment) {
    return jdbc.sql(
            """
            select * from environment_policy where environment = :environment
            order by version desc limit 1
            """)
        .param("environment", environment.value())
        .query(EnvironmentPolicyRepository::row)
        .optional();
  }

  List<EnvironmentPolicyVersion> all(EnvironmentId environment) {
    return jdbc.sql(
            "select * from environment_policy where environment = :environment order by version desc")
        .param("environment", environment.value())
        .query(EnvironmentPolicyRepository::row)
        .list();
  }

  /// Two editors at once meet at the primary key: the second one fails.
  void insert(EnvironmentId environment, EnvironmentPolicy policy, String reason, Actor actor) {
    jdbc.sql(
            """
            insert into environment_policy (environment, version, rules, rollback_rules,
              pinned_images_required, plan_lifetime_seconds, automatic_rollback,
              pod_error_grace_seconds, crash_restarts, stall_timeout_seconds, proven_first, reason, edited_by,
              edited_by_name)
            values (:environment, :version, cast(:rules as jsonb), cast(:rollbackRules as jsonb),
              :pinned, :lifetime, :automatic, :grace, :restarts, :stall, :proven, :reason, :by, :byName)
            """)
        .param("environment", environment.value())
        .param("version", policy.version())
        .param("rules", ApprovalRules.toJson(policy.rules()))
        .param("rollbackRules", ApprovalRules.toJson(policy.rollbackRules()))
        .param("pinned", policy.pinnedImagesRequired())
        .param("lifetime", policy.planLifetime().toSeconds())
        .param("automatic", policy.automaticRollback())
        .param("grace", policy.podErrorGrace().toSeconds())
        .param("restarts", policy.crashRestarts())
        .param("stall", policy.stallTimeout().toSeconds())
        .param("proven", policy.provenFirst())
        .param("reason", reason)
        .param("by", actor.person())
        .param("byName", actor.name())
        .update();
  }

  private static EnvironmentPolicyVersion row(ResultSet row, int number) throws SQLException {
    var policy =
        new EnvironmentPolicy(
            row.getInt("version"),
            ApprovalRules.fromJson(row.getString("rules")),
            ApprovalRules.fromJson(row.getString("rollback_rules")),
            row.getBoolean("pinned_images_required"),
            Duration.ofSeconds(row.getLong("plan_lifetime_seconds")),
            row.getBoolean("automatic_rollback"),
            Duration.ofSeconds(row.getLong("pod_error_grace_seconds")),
            row.getInt("crash_restarts"),
            Duration.ofSeconds(row.getLong("stall_timeout_seconds")),
            row.getBoolean("proven_first"));
    return new EnvironmentPolicyVersion(
        policy,
        row.getString("reason"),
        row.getString("edited_by_name"),
        row.getObject("edited_at", OffsetDateTime.class).toInstant());
  }
}
