package dev.slipway.deployments;

import dev.slipway.clusters.Placement;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.spi.KnownVersions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a form may offer: versions that were well here, then what the registry has.
@Component
class OfferedVersions implements KnownVersions {

  private static final int MOST_RAN = 10;
  private static final int MOST = 50;

  private final JdbcClient jdbc;
  private final RecordedTemplates templates;
  private final ImageResolver resolver;

  OfferedVersions(JdbcClient jdbc, RecordedTemplates templates, ImageResolver resolver) {
    this.jdbc = jdbc;
    this.templates = templates;
    this.resolver = resolver;
  }

  @Override
  public Offer of(Placement placement, String running) {
    try {
      var image = ImageRef.parse(running);
      var ran = ran(placement, running);
      Map<String, Version> versions = new LinkedHashMap<>();
      ran.forEach((tag, at) -> versions.put(tag, version(image, tag, at)));
      var listed = resolver.tags(image);
      listed.forEach(
          tag -> versions.putIfAbsent(tag, new Version(image.name() + ":" + tag, tag, null)));
      versions.remove(image.tag());
      return new Offer(versions.values().stream().limit(MOST).toList(), !listed.isEmpty());
    } catch (DomainFailure _) {
      // What runs is no reference that a registry could be asked for.
      return new Offer(List.of(), false);
    }
  }

  private static Version version(ImageRef image, String tag, Instant at) {
    return new Version(image.name() + ":" + tag, tag, at);
  }

  /// Tags that a rollout or a rollback left on the workload that is placed here now, newest first;
  /// a short digest is no tag, and a tag of another repository says nothing of this one.
  private Map<String, Instant> ran(Placement placement, String running) {
    var workload = placement.workload();
    var versions =
        jdbc.sql(
                """
                select to_version, max(queued_at) as at,
                  (array_agg(to_template order by queued_at desc))[1] as template from deployment
                where placement = :placement and cluster = :cluster and namespace = :namespace
                  and workload_kind = :kind and workload_name = :name
                  and kind in ('rollout', 'rollback')
                  and state in ('succeeded', 'observed') and rolled_back_by is null
                  and to_template is not null
                  and to_version ~ '^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$'
                  and to_version !~ '^[0-9a-f]{12}$'
                group by to_version order by at desc limit :most
                """)
            .param("placement", placement.id().value())
            .param("cluster", workload.cluster().value())
            .param("namespace", workload.namespace())
            .param("kind", workload.kind().name())
            .param("name", workload.name())
            .param("most", MOST_RAN)
            .query((row, _) ->
                new Ran(
                    row.getString("to_version"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("template")))
            .list();
    // Not while the rows are read: nobody holds one connection and asks for a second.
    var kept =
        templates.find(
            placement.id(), versions.stream().map(Ran::template).collect(Collectors.toSet()));
    Map<String, Instant> tags = new LinkedHashMap<>();
    versions.stream()
        .filter(ran -> isOfRepository(kept.get(ran.template()), placement, running))
        .forEach(ran -> tags.put(ran.tag(), ran.at()));
    return tags;
  }

  /// Where no template was kept, the history does not tell.
  private static boolean isOfRepository(
      RecordedTemplates.@Nullable Recorded kept, Placement placement, String running) {
    return kept != null
        && kept.template()
            .container(placement.container())
            .filter(container -> !Repositories.differ(container.image(), running))
            .isPresent();
  }

  private record Ran(String tag, Instant at, String template) {}
}
