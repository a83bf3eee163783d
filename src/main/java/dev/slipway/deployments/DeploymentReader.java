package dev.slipway.deployments;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Moments;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.spi.UsualDuration;
import dev.slipway.plans.spi.UsualDurations;
import dev.slipway.policies.spi.ChangeKind;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads the history: newest first, by keyset.
@Repository
class DeploymentReader implements UsualDurations {

  static final String ACTIVE = "('queued', 'running', 'verifying', 'aborting', 'unknown')";
  private static final String NEWEST_FIRST = " order by queued_at desc, id desc limit :limit";

  private final JdbcClient jdbc;

  DeploymentReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One state is asked for by itself: of any of several an index is not read in its order.
  Page<DeploymentSummary> search(DeploymentSearch search) {
    var states = search.states().stream().map(DeploymentState::slug).toArray(String[]::new);
    var one = states.length == 1;
    var after = search.cursor() == null ? null : Cursor.parse(search.cursor());
    var found =
        jdbc.sql(
                """
                select * from deployment
                where (cast(:service as text) is null or service = :service)
                  and (cast(:environment as text) is null or environment = :environment)
                  and (cast(:kind as text) is null or kind = :kind)
                  and (cast(:state as text) is null or state = :state)
                  and (cardinality(:states) = 0 or state = any (:states))
                  and (cast(:observed as boolean) is null or observed = :observed)
                  and (cast(:from as timestamptz) is null or queued_at >= :from)
                  and (cast(:to as timestamptz) is null or queued_at < :to)
                  and (cast(:at as timestamptz) is null or (queued_at, id) < (:at, :id))
                """
                    + NEWEST_FIRST)
            .param("service", search.service())
            .param("environment", search.environment())
            .param("kind", search.kind() == null ? null : search.kind().slug())
            .param("state", one ? states[0] : null)
            .param("states", one ? new String[0] : states)
            .param("observed", search.observed())
            .param("from", DeploymentRepository.timestamp(search.from()))
            .param("to", DeploymentRepository.timestamp(search.to()))
            .param("at", after == null ? null : DeploymentRepository.timestamp(after.at()))
            .param("id", after == null ? null : after.id())
            .param("limit", search.limit() + 1)
            .query(DeploymentReader::summary)
            .list();
    if (found.size() <= search.limit()) {
      return Page.last(found);
    }
    var shown = found.subList(0, search.limit());
    return new Page<>(shown, Cursor.of(shown.getLast()));
  }

  /// @param service null for all services
  List<DeploymentSummary> active(@Nullable String service) {
    return jdbc.sql(
            "select * from deployment where state in "
                + ACTIVE
                + " and (cast(:service as text) is null or service = :service)"
                + NEWEST_FIRST)
        .param("service", service)
        .param("limit", 100)
        .query(DeploymentReader::summary)
        .list();
  }

  List<DeploymentSummary> recent(PlacementId placement, int limit) {
    return jdbc.sql("select * from deployment where placement = :placement" + NEWEST_FIRST)
        .param("placement", placement.value())
        .param("limit", limit)
        .query(DeploymentReader::summary)
        .list();
  }

  Optional<DeploymentSummary> lastSucceeded(PlacementId placement) {
    return jdbc.sql(
            """
            select * from deployment
            where placement = :placement and state = 'succeeded' and to_template is not null
            """
                + NEWEST_FIRST)
        .param("placement", placement.value())
        .param("limit", 1)
        .query(DeploymentReader::summary)
        .optional();
  }

  Optional<DeploymentDetails> details(UUID id) {
    return jdbc.sql(
            """
            select d.*, exists (select 1 from recorded_template t
              where t.placement = d.placement and t.template = d.to_template) as has_template
            from deployment d where d.id = :id
            """)
        .param("id", id)
        .query((row, number) -> details(row, number, timeline(id)))
        .optional();
  }

  private List<DeploymentDetails.Step> timeline(UUID deployment) {
    return jdbc.sql("select * from deployment_step where deployment = :id order by at, id")
        .param("id", deployment)
        .query((row, _) ->
            new DeploymentDetails.Step(
                row.getObject("id", UUID.class),
                at(row, "at").orElseThrow(),
                row.getString("step"),
                row.getString("text")))
        .list();
  }

  /// Median and p90 of the last fifty that succeeded.
  @Override
  public Optional<UsualDuration> usual(PlacementId placement, ChangeKind kind) {
    return jdbc.sql(
            """
            select percentile_cont(array[0.5, 0.9]) within group (order by took) as both,
              count(*) as samples
            from (select extract(epoch from ended_at - queued_at) as took from deployment
              where placement = :placement and kind = :kind and state = 'succeeded'
              order by queued_at desc limit 50) recent
            """)
        .param("placement", placement.value())
        .param("kind", kind.slug())
        .query((row, _) -> {
          var both = row.getArray("both");
          if (both == null) {
            return Optional.<UsualDuration>empty();
          }
          var seconds = (Double[]) both.getArray();
          return Optional.of(
              new UsualDuration(duration(seconds[0]), duration(seconds[1]), row.getInt("samples")));
        })
        .single();
  }

  /// The key under which the template of a deployment is kept.
  Optional<String> templateKey(UUID deployment) {
    return jdbc.sql("select to_template from deployment where id = ? and to_template is not null")
        .param(deployment)
        .query(String.class)
        .optional();
  }

  /// The deployment that left the template from which this one started.
  Optional<UUID> before(UUID deployment) {
    return jdbc.sql(
            """
            select b.id from deployment d
            join deployment b on b.placement = d.placement and b.to_template = d.from_template
              and (b.queued_at, b.id) < (d.queued_at, d.id)
            where d.id = ? order by b.queued_at desc, b.id desc limit 1
            """)
        .param(deployment)
        .query(UUID.class)
        .optional();
  }

  /// Whether what this deployment left, or is about to leave, is what runs. What was seen before it
  /// began says nothing against it.
  boolean isCurrent(UUID deployment) {
    return jdbc.sql(
            """
            select coalesce(seen.template = d.to_template or seen.changed_at < d.started_at, true)
              or d.state in %1$s
            from deployment d left join seen_workload seen on seen.placement = d.placement
            where d.id = ? and d.to_template is not null and not exists (
              select 1 from deployment n
              where n.placement = d.placement and (n.queued_at, n.id) > (d.queued_at, d.id)
                and (n.to_template = d.to_template
                  or n.state in %1$s))
            """
                .formatted(ACTIVE))
        .param(deployment)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static DeploymentDetails details(
      ResultSet row, int number, List<DeploymentDetails.Step> timeline) throws SQLException {
    return new DeploymentDetails(
        summary(row, number),
        row.getString("plan_hash"),
        new WorkloadRef(
            new ClusterId(row.getObject("cluster", UUID.class)),
            row.getString("namespace"),
            WorkloadKind.valueOf(row.getString("workload_kind")),
            row.getString("workload_name")),
        row.getString("ticket"),
        RecordedTargets.texts(row.getArray("not_undone")),
        row.getObject("takes_over", UUID.class),
        row.getBoolean("has_template"),
        timeline);
  }

  static DeploymentSummary summary(ResultSet row, int number) throws SQLException {
    var plan = row.getObject("plan", UUID.class);
    return new DeploymentSummary(
        row.getObject("id", UUID.class),
        ChangeKind.stored(row.getString("kind")),
        DeploymentState.ofSlug(row.getString("state")),
        new PlacementId(row.getObject("placement", UUID.class)),
        row.getString("service"),
        row.getString("environment"),
        row.getString("sentence"),
        row.getString("from_version"),
        row.getString("to_version"),
        row.getString("requester_name"),
        row.getString("reason"),
        RecordedTargets.texts(row.getArray("approvers")),
        plan == null ? null : new PlanId(plan),
        row.getBoolean("observed"),
        row.getBoolean("seen_late"),
        row.getBoolean("automatic"),
        at(row, "queued_at").orElseThrow(),
        at(row, "started_at").orElse(null),
        at(row, "ended_at").orElse(null),
        row.getInt("percent"),
        row.getString("progress"),
        row.getString("why"),
        row.getObject("target", UUID.class),
        row.getObject("replaced_by", UUID.class),
        row.getObject("rolled_back_by", UUID.class),
        watch(row),
        DeploymentSummary.Verified.of(row.getString("verified"), row.getString("verified_text")));
  }

  private static @Nullable RevertWatch watch(ResultSet row) throws SQLException {
    var state = row.getString("watch_state");
    return state == null
        ? null
        : new RevertWatch(
            RevertWatch.State.valueOf(state),
            row.getString("watch_owner"),
            at(row, "watch_until").orElseThrow(),
            row.getString("watch_text"));
  }

  private static Optional<Instant> at(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /// Where a page ended.
  private record Cursor(Instant at, UUID id) {

    static String of(DeploymentSummary last) {
      var text = last.queuedAt() + " " + last.id();
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Cursor parse(String text) {
      try {
        var parts =
            new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
        return new Cursor(Moments.parse(parts[0]), UUID.fromString(parts[1]));
      } catch (RuntimeException e) {
        throw new DomainFailure(
            ProblemType.INVALID_REQUEST,
            "This cursor is not one of ours. Start from the first page.",
            e);
      }
    }
  }
}
