package dev.slipway.deployments;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Targets of a rollback out of the history. What counts as the last good one is computed here and
/// nowhere else.
@Component
class RecordedTargets implements RollbackTargets {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LOOKED_AT = 30;

  private final JdbcClient jdbc;
  private final RecordedTemplates templates;

  RecordedTargets(JdbcClient jdbc, RecordedTemplates templates) {
    this.jdbc = jdbc;
    this.templates = templates;
  }

  /// A row of the history that left a template.
  ///
  /// @param well whether it succeeded, or was the healthy base of a deployment of ours
  private record Candidate(
      UUID id, String template, boolean well, @Nullable String digests, List<String> approvers) {}

  @Override
  @Transactional(readOnly = true)
  public Optional<Target> byId(Placement placement, LiveObject live, UUID deployment) {
    var last = lastGood(placement, live).filter(Target::lastGood);
    return ofWorkload(placement, SELECT + " and d.id = :id")
        .param("id", deployment)
        .query(RecordedTargets::candidate)
        .optional()
        .flatMap(candidate -> target(placement.id(), candidate, false))
        .map(found ->
            last.filter(good -> sameTemplate(good, found))
                .map(good -> marked(found, good.approvers()))
                .orElse(found));
  }

  /// The newest that was well; where none is known to have been, the newest other one.
  @Override
  @Transactional(readOnly = true)
  public Optional<Target> lastGood(Placement placement, LiveObject live) {
    var runs = PodTemplate.of(live);
    var others =
        ofWorkload(
                placement,
                SELECT
                    + """
                     and d.to_template <> :live and d.rolled_back_by is null
                     and d.state in ('succeeded', 'observed')
                    order by d.queued_at desc, d.id desc limit :limit
                    """)
            .param("live", templates.key(live.templateHash()))
            .param("limit", LOOKED_AT)
            .query(RecordedTargets::candidate)
            .list();
    var wells = others.stream().filter(Candidate::well).toList();
    return first(placement.id(), wells, runs, !cameBack(placement.id(), runs))
        .or(() -> first(placement.id(), others, runs, false));
  }

  /// Whether what runs was itself gone back to. Whatever lies before it ran here longer ago than
  /// the last, so going there is a decision of its own.
  private boolean cameBack(PlacementId placement, PodTemplate runs) {
    return jdbc.sql(
            """
            select kind, state, to_template from deployment
            where placement = :placement and to_template is not null
              and kind in ('rollout', 'rollback') and state in ('succeeded', 'observed')
            order by queued_at desc, id desc limit 1
            """)
        .param("placement", placement.value())
        .query((row, _) ->
            row.getString("kind").equals("rollback") && row.getString("state").equals("succeeded")
                ? row.getString("to_template")
                : "")
        .optional()
        .filter(key -> !key.isEmpty())
        .filter(
            key -> key.equals(templates.key(runs.hash())) || differsByRestart(placement, key, runs))
        .isPresent();
  }

  private boolean differsByRestart(PlacementId placement, String key, PodTemplate runs) {
    return templates
        .find(placement, key)
        .filter(recorded -> recorded.template().differsOnlyByRestart(runs))
        .isPresent();
  }

  /// What ran on another workload, before the placement was changed, is no way back for this one.
  private JdbcClient.StatementSpec ofWorkload(Placement placement, String sql) {
    var workload = placement.workload();
    return jdbc.sql(sql)
        .param("placement", placement.id().value())
        .param("cluster", workload.cluster().value())
        .param("namespace", workload.namespace())
        .param("kind", workload.kind().name())
        .param("name", workload.name());
  }

  /// Going back to before a restart would only take its stamp away.
  private Optional<Target> first(
      PlacementId placement, List<Candidate> candidates, PodTemplate runs, boolean lastGood) {
    for (var candidate : candidates) {
      var target = target(placement, candidate, lastGood);
      if (target.isPresent() && !target.get().template().differsOnlyByRestart(runs)) {
        return target;
      }
    }
    return Optional.empty();
  }

  private Optional<Target> target(PlacementId placement, Candidate candidate, boolean lastGood) {
    return templates
        .find(placement, candidate.template())
        .map(recorded ->
            new Target(
                candidate.id(),
                recorded.template(),
                recorded.configMaps(),
                digests(candidate.digests()),
                lastGood,
                candidate.approvers()));
  }

  private static boolean sameTemplate(Target one, Target other) {
    return one.deployment().equals(other.deployment())
        || one.template().hash().equals(other.template().hash());
  }

  private static Target marked(Target target, List<String> approvers) {
    return new Target(
        target.deployment(),
        target.template(),
        target.configMaps(),
        target.digests(),
        true,
        approvers);
  }

  private static JsonNode digests(@Nullable String json) {
    return json == null ? JSON.createObjectNode() : JSON.readTree(json);
  }

  private static Candidate candidate(ResultSet row, int number) throws SQLException {
    return new Candidate(
        row.getObject("id", UUID.class),
        row.getString("to_template"),
        row.getBoolean("well"),
        row.getString("digests"),
        texts(row.getArray("approvers")));
  }

  static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static final String SELECT =
      """
      select d.id, d.to_template, d.digests, d.approvers,
        d.state = 'succeeded' or (d.observed and exists (
          select 1 from deployment ours
          where ours.placement = d.placement and not ours.observed and not ours.base_unhealthy
            and ours.from_template = d.to_template and ours.queued_at > d.queued_at)) as well
      from deployment d
      where d.placement = :placement and d.to_template is not null and d.cluster = :cluster
        and d.namespace = :namespace and d.workload_kind = :kind and d.workload_name = :name
      """;
}
