package dev.slipway.deployments;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.policies.spi.Way;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
  /// @param back whether it ran before what runs now first did, and was not taken back
  private record Candidate(
      UUID id,
      String template,
      boolean well,
      boolean back,
      @Nullable String digests,
      List<String> approvers) {}

  @Override
  @Transactional(readOnly = true)
  public Optional<Target> byId(Placement placement, LiveObject live, UUID deployment) {
    var computed = lastGood(placement, live);
    return ofWorkload(placement, SELECT + " and d.id = :id")
        .param("runs", runs(placement, live))
        .param("id", deployment)
        .query(RecordedTargets::candidate)
        .optional()
        .flatMap(candidate ->
            templates
                .find(placement.id(), candidate.template())
                .map(kept -> target(candidate, kept, candidate.back() ? Way.BACK : Way.FORWARD)))
        .map(found ->
            computed
                .filter(good -> sameTemplate(good, found))
                .map(good -> marked(found, good))
                .orElse(found));
  }

  /// The newest that was well; where none is known to have been, the newest other one.
  @Override
  @Transactional(readOnly = true)
  public Optional<Target> lastGood(Placement placement, LiveObject live) {
    var runs = PodTemplate.of(live);
    var cameBack = cameBack(placement, runs);
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
            .param("runs", cameBack.orElse(templates.key(live.templateHash())))
            .param("limit", LOOKED_AT)
            .query(RecordedTargets::candidate)
            .list();
    var kept =
        templates.find(
            placement.id(),
            others.stream().map(Candidate::template).collect(Collectors.toUnmodifiableSet()));
    if (cameBack.isPresent()) {
      // Also what was only restarted since, or seen twice: forward is no way back.
      var older = others.stream().filter(Candidate::back).toList();
      return first(wells(older), kept, runs, Way.BACK).or(() -> first(older, kept, runs, Way.BACK));
    }
    return first(wells(others), kept, runs, Way.LAST_GOOD)
        .or(() -> first(others, kept, runs, Way.BACK));
  }

  @Override
  @Transactional(readOnly = true)
  public List<Migrations.Ran> migrationsSince(Placement placement, UUID deployment) {
    var steps =
        jdbc.sql(
                """
                select substr(s.step, :from) as container, d.to_template, d.to_version,
                  max(s.at) as last
                from deployment_step s
                join deployment d on d.id = s.deployment
                where d.placement = :placement and s.step like :done
                  and (d.queued_at, d.id) > (select t.queued_at, t.id from deployment t
                    where t.id = :target)
                group by container, d.to_template, d.to_version
                order by last desc, container, d.to_version
                """)
            .param("from", Migrations.DONE.length() + 1)
            .param("placement", placement.id().value())
            .param("done", Migrations.DONE + "%")
            .param("target", deployment)
            .query((row, _) ->
                new Step(
                    row.getString("container"),
                    row.getString("to_template"),
                    row.getString("to_version")))
            .list();
    var kept =
        templates.find(
            placement.id(),
            steps.stream()
                .map(Step::template)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet()));
    return steps.stream().map(step -> step.ran(kept.get(step.template()))).distinct().toList();
  }

  /// A migration as a deployment's step has it.
  private record Step(String container, @Nullable String template, String version) {

    /// With the version of its own image: one that a release leaves behind runs an older one.
    Migrations.Ran ran(RecordedTemplates.@Nullable Recorded kept) {
      return new Migrations.Ran(
          container,
          Optional.ofNullable(kept)
              .flatMap(recorded -> recorded.template().container(container))
              .map(own -> ImageRef.versionOf(own.image()))
              .orElse(version));
    }
  }

  /// Whether what others did leads back: to a template that ran here before that one first did, and
  /// was not taken back. That it ran here at all is not enough, for it may have come after.
  public boolean leadsBack(Placement placement, String from, String to) {
    return ofWorkload(placement, SELECT + " and d.to_template = :to")
        .param("runs", from)
        .param("to", to)
        .query(RecordedTargets::candidate)
        .list()
        .stream()
        .anyMatch(Candidate::back);
  }

  private static List<Candidate> wells(List<Candidate> candidates) {
    return candidates.stream().filter(Candidate::well).toList();
  }

  /// Key of what runs, without a restart since it was gone back to.
  private String runs(Placement placement, LiveObject live) {
    return cameBack(placement, PodTemplate.of(live)).orElse(templates.key(live.templateHash()));
  }

  /// Key of what runs if it was itself gone back to. Whatever lies before it ran here longer ago
  /// than the last, so going there is a decision of its own.
  private Optional<String> cameBack(Placement placement, PodTemplate runs) {
    return ofWorkload(
            placement,
            """
            select d.kind, d.state, d.to_template from deployment d
            where d.to_template is not null and d.kind in ('rollout', 'rollback', 'resources')
              and d.state in ('succeeded', 'observed') and
            """
                + OF_WORKLOAD
                + " order by d.queued_at desc, d.id desc limit 1")
        .query((row, _) ->
            row.getString("kind").equals("rollback") && row.getString("state").equals("succeeded")
                ? row.getString("to_template")
                : "")
        .optional()
        .filter(key -> !key.isEmpty())
        .filter(key ->
            key.equals(templates.key(runs.hash())) || differsByRestart(placement.id(), key, runs));
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
  private static Optional<Target> first(
      List<Candidate> candidates,
      Map<String, RecordedTemplates.Recorded> kept,
      PodTemplate runs,
      Way way) {
    for (var candidate : candidates) {
      var recorded = kept.get(candidate.template());
      if (recorded != null && !recorded.template().differsOnlyByRestart(runs)) {
        return Optional.of(target(candidate, recorded, way));
      }
    }
    return Optional.empty();
  }

  private static Target target(Candidate candidate, RecordedTemplates.Recorded recorded, Way way) {
    return new Target(
        candidate.id(),
        recorded.template(),
        recorded.configMaps(),
        digests(candidate.digests()),
        way,
        candidate.approvers());
  }

  private static boolean sameTemplate(Target one, Target other) {
    return one.deployment().equals(other.deployment())
        || one.template().hash().equals(other.template().hash());
  }

  private static Target marked(Target target, Target computed) {
    return new Target(
        target.deployment(),
        target.template(),
        target.configMaps(),
        target.digests(),
        computed.way(),
        computed.approvers());
  }

  private static JsonNode digests(@Nullable String json) {
    return json == null ? JSON.createObjectNode() : JSON.readTree(json);
  }

  private static Candidate candidate(ResultSet row, int number) throws SQLException {
    return new Candidate(
        row.getObject("id", UUID.class),
        row.getString("to_template"),
        row.getBoolean("well"),
        row.getBoolean("back"),
        row.getString("digests"),
        texts(row.getArray("approvers")));
  }

  static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static final String OF_WORKLOAD =
      """
       d.placement = :placement and d.cluster = :cluster and d.namespace = :namespace
         and d.workload_kind = :kind and d.workload_name = :name
      """;

  private static final String SELECT =
      """
      select d.id, d.to_template, d.digests, d.approvers,
        (d.state = 'succeeded' and d.verified is distinct from 'failed') or (d.observed and exists (
          select 1 from deployment ours
          where ours.placement = d.placement and ours.cluster = d.cluster
            and ours.namespace = d.namespace and ours.workload_kind = d.workload_kind
            and ours.workload_name = d.workload_name
            and not ours.observed and not ours.base_unhealthy
            and ours.from_template = d.to_template and ours.queued_at > d.queued_at)) as well,
        d.rolled_back_by is null and d.state in ('succeeded', 'observed') and not exists (
          select 1 from deployment runs
          where runs.placement = d.placement and runs.cluster = d.cluster
            and runs.namespace = d.namespace and runs.workload_kind = d.workload_kind
            and runs.workload_name = d.workload_name and runs.to_template = :runs
            and runs.state in ('succeeded', 'observed') and runs.queued_at <= d.queued_at) as back
      from deployment d
      where d.to_template is not null and
      """
          + OF_WORKLOAD;
}
