package dev.slipway.verification;

import dev.slipway.clusters.PlacementId;
import dev.slipway.kernel.Subject;
import dev.slipway.verification.VerificationView.WayBackState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Verifications in the database, whose clock says what is due and who works on it.
@Repository
class VerificationRows {

  /// Longer than a step takes.
  static final Duration LEASE = Duration.ofSeconds(45);

  private final JdbcClient jdbc;

  VerificationRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What one begins with.
  ///
  /// @param state RUNNING, or SKIPPED with its reason
  /// @param delay until its objectives are counted; null where nothing is counted
  /// @param asks whether smoke tests are due at once
  record Begun(
      UUID deployment,
      PlacementId placement,
      UUID service,
      UUID environment,
      Subject subject,
      VerificationState state,
      String why,
      Instant rolloutAt,
      Instant settledAt,
      @Nullable String pods,
      int wanted,
      boolean automatic,
      @Nullable Duration delay,
      boolean asks) {}

  /// One row, as those who work on it need it.
  ///
  /// @param samplesDue whether this turn counts its objectives
  /// @param now the clock of the database
  record Row(
      UUID deployment,
      PlacementId placement,
      UUID service,
      UUID environment,
      VerificationState state,
      String why,
      Instant rolloutAt,
      Instant settledAt,
      @Nullable String pods,
      int wanted,
      boolean automatic,
      WayBackState wayBack,
      int tries,
      Subject subject,
      boolean samplesDue,
      Instant now) {}

  /// Begins one, unless there is one already.
  boolean begin(Begun begun) {
    var running = begun.state() == VerificationState.RUNNING;
    return jdbc.sql(
                """
                insert into verification (deployment, placement, service, environment, service_slug,
                  environment_slug, sentence, state, why, rollout_at, settled_at, pods, wanted,
                  automatic, samples_at, due_at, ended_at)
                select :deployment, :placement, :service, :environment, :serviceSlug,
                  :environmentSlug, :sentence, :state, :why, :rolloutAt, :settledAt, :pods, :wanted,
                  :automatic, now + make_interval(secs => delay),
                  case when :running then
                    now + make_interval(secs => case when :asks then 0 else delay end) end,
                  case when :running then null else now end
                from (select clock_timestamp() as now, cast(:delay as double precision) as delay) moment
                on conflict do nothing
                """)
            .param("deployment", begun.deployment())
            .param("placement", begun.placement().value())
            .param("service", begun.service())
            .param("environment", begun.environment())
            .param("serviceSlug", begun.subject().service())
            .param("environmentSlug", begun.subject().environment())
            .param("sentence", begun.subject().name())
            .param("state", begun.state().name())
            .param("why", begun.why())
            .param("rolloutAt", Timestamp.from(begun.rolloutAt()))
            .param("settledAt", Timestamp.from(begun.settledAt()))
            .param("pods", begun.pods())
            .param("wanted", begun.wanted())
            .param("automatic", begun.automatic())
            .param("running", running)
            .param("asks", begun.asks())
            .param("delay", begun.delay() == null ? null : begun.delay().toMillis() / 1000.0)
            .update()
        == 1;
  }

  /// Those that are due and that nobody works on, the longest due first.
  List<UUID> due(int most) {
    return jdbc.sql(
            """
            select deployment from verification
            where due_at <= clock_timestamp()
              and (lease_until is null or lease_until <= clock_timestamp())
            order by due_at limit ?
            """)
        .param(most)
        .query((row, _) -> row.getObject("deployment", UUID.class))
        .list();
  }

  /// Takes one if nobody holds it; answers the new fence.
  OptionalLong take(UUID deployment, UUID holder) {
    return jdbc.sql(
            """
            update verification set fence = fence + 1, holder = :holder,
              lease_until = clock_timestamp() + make_interval(secs => :seconds)
            where deployment = :deployment and due_at is not null
              and (lease_until is null or lease_until <= clock_timestamp())
            returning fence
            """)
        .param("holder", holder)
        .param("seconds", LEASE.toSeconds())
        .param("deployment", deployment)
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /// Whether the fence still is the newest; locks the row until the transaction ends.
  boolean holds(UUID deployment, long fence) {
    return jdbc.sql(
            """
            select 1 from verification
            where deployment = :deployment and fence = :fence and lease_until > clock_timestamp()
            for update
            """)
        .param("deployment", deployment)
        .param("fence", fence)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /// Whether somebody works on it; locks it until the transaction ends.
  boolean isWorkedOn(UUID deployment) {
    return jdbc.sql(
            """
            select coalesce(lease_until > clock_timestamp(), false) from verification
            where deployment = ? for update
            """)
        .param(deployment)
        .query(Boolean.class)
        .single();
  }

  /// Takes it from whoever works on it, who writes nothing any more.
  void seize(UUID deployment) {
    jdbc.sql(
            """
            update verification set fence = fence + 1, holder = null, lease_until = null
            where deployment = ?
            """)
        .param(deployment)
        .update();
  }

  /// Lets go; due again after that long, never for null.
  void release(UUID deployment, long fence, @Nullable Duration after) {
    jdbc.sql(
            """
            update verification set holder = null, lease_until = null,
              due_at = clock_timestamp() + make_interval(secs => cast(:after as double precision))
            where deployment = :deployment and fence = :fence
            """)
        .param("after", after == null ? null : after.toMillis() / 1000.0)
        .param("deployment", deployment)
        .param("fence", fence)
        .update();
  }

  Optional<Row> find(UUID deployment) {
    return jdbc.sql(
            """
            select *, clock_timestamp() as now,
              coalesce(samples_at <= greatest(due_at, clock_timestamp()), false) as samples_due
            from verification where deployment = ?
            """)
        .param(deployment)
        .query((row, _) -> row(row))
        .optional();
  }

  void end(UUID deployment, VerificationState state, String why, WayBackState wayBack) {
    jdbc.sql(
            """
            update verification set state = :state, why = :why, way_back = :wayBack,
              ended_at = coalesce(ended_at, clock_timestamp()) where deployment = :deployment
            """)
        .param("state", state.name())
        .param("why", why)
        .param("wayBack", wayBack.name())
        .param("deployment", deployment)
        .update();
  }

  /// What became of the way back by itself.
  void wentBack(UUID deployment, WayBackState state, String why, @Nullable UUID plan) {
    jdbc.sql(
            """
            update verification set way_back = :state, way_back_why = :why, way_back_plan = :plan
            where deployment = :deployment
            """)
        .param("state", state.name())
        .param("why", why)
        .param("plan", plan)
        .param("deployment", deployment)
        .update();
  }

  /// Counts a try that did not get through.
  void triedBack(UUID deployment, String why) {
    jdbc.sql(
            """
            update verification set way_back_tries = way_back_tries + 1, way_back_why = ?
            where deployment = ?
            """)
        .params(why, deployment)
        .update();
  }

  /// Ends it by a person's word; nothing of it is due any more.
  void decide(UUID deployment, String by, String reason) {
    jdbc.sql(
            """
            update verification set decided_by_name = :by, decided_reason = :reason,
              decided_at = clock_timestamp(), due_at = null where deployment = :deployment
            """)
        .param("by", by)
        .param("reason", reason)
        .param("deployment", deployment)
        .update();
  }

  private static Row row(ResultSet row) throws SQLException {
    var id = row.getObject("deployment", UUID.class);
    return new Row(
        id,
        new PlacementId(row.getObject("placement", UUID.class)),
        row.getObject("service", UUID.class),
        row.getObject("environment", UUID.class),
        VerificationState.valueOf(row.getString("state")),
        row.getString("why"),
        row.getObject("rollout_at", OffsetDateTime.class).toInstant(),
        row.getObject("settled_at", OffsetDateTime.class).toInstant(),
        row.getString("pods"),
        row.getInt("wanted"),
        row.getBoolean("automatic"),
        WayBackState.valueOf(row.getString("way_back")),
        row.getInt("way_back_tries"),
        Subject.of("deployment", id, row.getString("sentence"))
            .in(row.getString("service_slug"), row.getString("environment_slug")),
        row.getBoolean("samples_due"),
        row.getObject("now", OffsetDateTime.class).toInstant());
  }
}
