package dev.slipway.values;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Files of values in the database: added, never changed.
@Repository
class ValuesRepository {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<List<ValuesFile.Entry>> ENTRIES = new TypeReference<>() {};

  private final JdbcClient jdbc;

  ValuesRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Newest first.
  List<ValuesFile> newest(ServiceId service, EnvironmentId environment, int limit) {
    return jdbc.sql(
            """
            select * from values_file where service = :service and environment = :environment
            order by id desc limit :limit
            """)
        .param("service", service.value())
        .param("environment", environment.value())
        .param("limit", limit)
        .query(ValuesRepository::row)
        .list();
  }

  void add(
      ServiceId service,
      EnvironmentId environment,
      String name,
      List<ValuesFile.Entry> values,
      String reason,
      Actor actor) {
    jdbc.sql(
            """
            insert into values_file
              (id, service, environment, file_name, content, imported_by, imported_by_name, reason)
            values (:id, :service, :environment, :name, :content, :by, :byName, :reason)
            """)
        .param("id", UuidV7.next())
        .param("service", service.value())
        .param("environment", environment.value())
        .param("name", name)
        .param("content", MAPPER.writeValueAsString(values))
        .param("by", actor.person())
        .param("byName", actor.name())
        .param("reason", reason)
        .update();
  }

  private static ValuesFile row(ResultSet row, int number) throws SQLException {
    return new ValuesFile(
        row.getObject("id", UUID.class),
        row.getString("file_name"),
        MAPPER.readValue(row.getString("content"), ENTRIES),
        row.getObject("imported_at", OffsetDateTime.class).toInstant(),
        row.getString("imported_by_name"),
        row.getString("reason"));
  }
}
