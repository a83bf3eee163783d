package dev.slipway.backups;

import dev.slipway.clusters.ClusterId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// How far each cluster told, and which stores it showed.
@Repository
class ReadingRows {

  /// What a cluster would not tell of one kind.
  ///
  /// @param kind as {@link BackupKind} where that kind of source is not seen for it; empty where
  ///   something beside it is not
  /// @param installed false where the cluster has no such kind: no trouble at all
  record Gap(String kind, String why, boolean installed) {}

  /// @param asOf when it last told anything; null for never
  /// @param trouble why it did not tell the last time; empty if it did
  record Reading(
      @Nullable Instant asOf, Instant triedAt, String trouble, List<Gap> gaps, List<Store> stores) {

    /// Why sources of this kind are not seen, if they are not.
    Optional<String> whyUnseen(BackupKind kind) {
      return gaps.stream()
          .filter(gap -> gap.installed() && gap.kind().equals(kind.slug()))
          .map(Gap::why)
          .findFirst();
    }
  }

  private static final TypeReference<List<Gap>> GAPS = new TypeReference<>() {};
  private static final TypeReference<List<Store>> STORES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ReadingRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Map<ClusterId, Reading> all() {
    Map<ClusterId, Reading> all = new HashMap<>();
    jdbc.sql("select * from backup_reading")
        .query(row -> {
          var asOf = row.getObject("as_of", OffsetDateTime.class);
          all.put(
              new ClusterId(row.getObject("cluster", java.util.UUID.class)),
              new Reading(
                  asOf == null ? null : asOf.toInstant(),
                  row.getObject("tried_at", OffsetDateTime.class).toInstant(),
                  row.getString("trouble"),
                  json.readValue(row.getString("gaps"), GAPS),
                  json.readValue(row.getString("stores"), STORES)));
        });
    return all;
  }

  void told(ClusterId cluster, List<Gap> gaps, List<Store> stores) {
    jdbc.sql(
            """
            insert into backup_reading (cluster, as_of, tried_at, trouble, gaps, stores)
            values (:cluster, clock_timestamp(), clock_timestamp(), '', cast(:gaps as jsonb),
              cast(:stores as jsonb))
            on conflict (cluster) do update set as_of = excluded.as_of,
              tried_at = excluded.tried_at, trouble = '', gaps = excluded.gaps,
              stores = excluded.stores
            """)
        .param("cluster", cluster.value())
        .param("gaps", json.writeValueAsString(gaps))
        .param("stores", json.writeValueAsString(stores))
        .update();
  }

  void silent(ClusterId cluster, String trouble) {
    jdbc.sql(
            """
            insert into backup_reading (cluster, tried_at, trouble)
            values (:cluster, clock_timestamp(), :trouble)
            on conflict (cluster) do update set tried_at = excluded.tried_at,
              trouble = excluded.trouble
            """)
        .param("cluster", cluster.value())
        .param("trouble", trouble)
        .update();
  }
}
