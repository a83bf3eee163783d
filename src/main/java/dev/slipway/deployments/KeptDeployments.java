package dev.slipway.deployments;

import dev.slipway.clusters.Placement;
import dev.slipway.plans.spi.EarlierDeployments;
import dev.slipway.plans.spi.EarlierImages;
import dev.slipway.plans.spi.ImagePresence;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What a form for a rollback offers, out of the history of the workload that is placed there now.
/// What failed or was aborted never ran well, so it is not offered; what was taken back did run.
@Component
class KeptDeployments implements EarlierDeployments, EarlierImages {

  private static final int MOST = 20;

  private final JdbcClient jdbc;
  private final RecordedTemplates templates;
  private final ImageResolver resolver;

  KeptDeployments(JdbcClient jdbc, RecordedTemplates templates, ImageResolver resolver) {
    this.jdbc = jdbc;
    this.templates = templates;
    this.resolver = resolver;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Earlier> of(
      Placement placement, @Nullable String templateHash, @Nullable UUID previewed) {
    var workload = placement.workload();
    return jdbc.sql(
            """
            select kept.*, exists (select 1 from deployment goal
                where goal.id = cast(:previewed as uuid) and goal.placement = :placement
                  and goal.to_template = kept.to_template) as previewed
            from (
              select distinct on (d.to_template) d.id, d.to_template, d.to_version,
                d.requester_name, d.queued_at, back.taken
              from deployment d
              cross join lateral (
                select d.state = 'rolled-back' or d.rolled_back_by is not null as taken) back
              where d.placement = :placement and d.cluster = :cluster
                and d.namespace = :namespace and d.workload_kind = :kind
                and d.workload_name = :name and d.kind in ('rollout', 'rollback', 'resources')
                and d.state in ('succeeded', 'observed', 'rolled-back')
                and (cast(:runs as text) is null or d.to_template <> :runs)
                and exists (select 1 from recorded_template t
                  where t.placement = d.placement and t.template = d.to_template)
              order by d.to_template, back.taken, d.queued_at desc, d.id desc) kept
            order by kept.queued_at desc, kept.id desc limit :most
            """)
        .param("placement", placement.id().value())
        .param("cluster", workload.cluster().value())
        .param("namespace", workload.namespace())
        .param("kind", workload.kind().name())
        .param("name", workload.name())
        .param("runs", templateHash == null ? null : templates.key(templateHash))
        .param("previewed", previewed)
        .param("most", MOST)
        .query((row, _) ->
            new Earlier(
                row.getObject("id", UUID.class),
                row.getString("to_version"),
                row.getString("requester_name"),
                row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("taken"),
                row.getBoolean("previewed")))
        .list();
  }

  @Override
  public Map<UUID, ImagePresence> of(Placement placement, Collection<UUID> deployments) {
    if (deployments.isEmpty()) {
      return Map.of();
    }
    Map<UUID, String> keys = new LinkedHashMap<>();
    jdbc.sql(
            """
            select id, to_template from deployment
            where placement = :placement and id in (:ids) and to_template is not null
            order by queued_at desc, id desc
            """)
        .param("placement", placement.id().value())
        .param("ids", deployments)
        .query(row -> {
          keys.put(row.getObject("id", UUID.class), row.getString("to_template"));
        });
    Map<UUID, Set<String>> wanted = new LinkedHashMap<>();
    var all = new LinkedHashSet<String>();
    var recorded = templates.find(placement.id(), Set.copyOf(keys.values()));
    keys.forEach((id, key) -> {
      var kept = recorded.get(key);
      if (kept != null) {
        var images = ToldImages.images(kept.template());
        wanted.put(id, images);
        all.addAll(images);
      }
    });
    var presence = ToldImages.ask(all, resolver);
    var answer = new LinkedHashMap<UUID, ImagePresence>();
    wanted.forEach((id, images) -> answer.put(id, ToldImages.of(images, presence).presence()));
    return answer;
  }
}
