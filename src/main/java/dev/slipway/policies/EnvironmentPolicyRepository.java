package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRules;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
              pod_error_grace_seconds, crash_restarts, stall_timeout_seconds, proven_first,
              evidence_kinds, minimum_coverage, blocked_from, reason, edited_by, edited_by_name)
            values (:environment, :version, cast(:rules as jsonb), cast(:rollbackRules as jsonb),
              :pinned, :lifetime, :automatic, :grace, :restarts, :stall, :proven,
              :kinds, :coverage, :blockedFrom, :reason, :by, :byName)
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
        .param(
            "kinds",
            policy.evidence().kinds().stream()
                .map(EvidenceKind::slug)
                .sorted()
                .toArray(String[]::new))
        .param("coverage", policy.evidence().minimumCoverage())
        .param(
            "blockedFrom",
            policy.evidence().blockedFrom() == null ? null : policy.evidence().blockedFrom().slug())
        .param("reason", reason)
        .param("by", actor.person())
        .param("byName", actor.name())
        .update();
  }

  private static EvidenceRule evidence(ResultSet row) throws SQLException {
    var kinds = EnumSet.noneOf(EvidenceKind.class);
    for (var slug : (String[]) row.getArray("evidence_kinds").getArray()) {
      kinds.add(EvidenceKind.ofSlug(slug).orElseThrow());
    }
    var worst = row.getString("blocked_from");
    return new EvidenceRule(
        kinds,
        row.getInt("minimum_coverage"),
        worst == null ? null : Severity.valueOf(worst.toUpperCase(Locale.ROOT)));
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
            row.getBoolean("proven_first"),
            evidence(row));
    return new EnvironmentPolicyVersion(
        policy,
        row.getString("reason"),
        row.getString("edited_by_name"),
        row.getObject("edited_at", OffsetDateTime.class).toInstant());
  }
}
