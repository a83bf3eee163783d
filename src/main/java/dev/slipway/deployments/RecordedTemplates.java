package dev.slipway.deployments;

import dev.slipway.clusters.PlacementId;
import dev.slipway.kernel.UuidV7;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pod templates as a cluster held them, so that going back never depends on what the cluster still
/// keeps. Sealed, bound to their row, and found by a keyed hash.
@Repository
class RecordedTemplates {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final Sealing sealing;

  RecordedTemplates(JdbcClient jdbc, Sealing sealing) {
    this.jdbc = jdbc;
    this.sealing = sealing;
  }

  /// A template with the content hashes of its ConfigMaps when it was recorded.
  record Recorded(PodTemplate template, JsonNode configMaps) {}

  /// The keyed hash under which a template is kept.
  String key(String templateHash) {
    return sealing.mac(("pod-template " + templateHash).getBytes(StandardCharsets.UTF_8));
  }

  @Transactional(readOnly = true)
  public boolean has(PlacementId placement, String key) {
    return jdbc.sql("select count(*) from recorded_template where placement = ? and template = ?")
            .params(placement.value(), key)
            .query(Long.class)
            .single()
        > 0;
  }

  /// Keeps a template that a cluster answered with. The first one stays.
  @Transactional
  public void keep(
      PlacementId placement, PodTemplate template, Map<String, @Nullable String> configMaps) {
    var id = UuidV7.next();
    var hashes = JSON.createObjectNode();
    configMaps.forEach(hashes::put);
    jdbc.sql(
            """
            insert into recorded_template (id, placement, template, sealed, config_maps)
            values (:id, :placement, :template, :sealed, cast(:hashes as jsonb))
            on conflict (placement, template) do nothing
            """)
        .param("id", id)
        .param("placement", placement.value())
        .param("template", key(template.hash()))
        .param("sealed", sealing.seal(JSON.writeValueAsBytes(template.json()), place(id)))
        .param("hashes", JSON.writeValueAsString(hashes))
        .update();
  }

  @Transactional(readOnly = true)
  public Optional<Recorded> find(PlacementId placement, @Nullable String key) {
    return jdbc.sql(
            """
            select id, sealed, config_maps from recorded_template
            where placement = :placement and template = :template
            """)
        .param("placement", placement.value())
        .param("template", key)
        .query((row, _) -> recorded(row))
        .optional();
  }

  /// Those of several keys that are kept, by key.
  @Transactional(readOnly = true)
  public Map<String, Recorded> find(PlacementId placement, Set<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Map<String, Recorded> found = new HashMap<>();
    jdbc.sql(
            """
            select id, template, sealed, config_maps from recorded_template
            where placement = :placement and template in (:templates)
            """)
        .param("placement", placement.value())
        .param("templates", keys)
        .query(row -> {
          found.put(row.getString("template"), recorded(row));
        });
    return found;
  }

  private Recorded recorded(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    return new Recorded(
        new PodTemplate(JSON.readTree(sealing.open(row.getBytes("sealed"), place(id)))),
        JSON.readTree(row.getString("config_maps")));
  }

  private static String place(UUID id) {
    return "recorded_template:" + id;
  }
}
