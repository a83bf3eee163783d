package dev.slipway.catalog;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the catalog's tables into views.
@Component
class CatalogReader {

  private static final String SERVICES =
      """
      select s.id, s.slug, s.name, s.description, s.team_id, s.tier, s.lifecycle,
             y.id as system_id, y.slug as system_slug, y.name as system_name,
             (select coalesce(array_agg(array[l.label, l.url] order by l.position), '{}')
                from catalog_service_link l where l.service_id = s.id) as links
        from catalog_service s join catalog_system y on y.id = s.system_id
      """;

  private final JdbcClient jdbc;
  private final Teams teams;

  CatalogReader(JdbcClient jdbc, Teams teams) {
    this.jdbc = jdbc;
    this.teams = teams;
  }

  long revision() {
    return jdbc.sql("select revision from catalog_revision").query(Long.class).single();
  }

  CatalogSnapshot all() {
    return CatalogSnapshot.of(
        revision(),
        jdbc.sql("select * from catalog_system").query((row, _) -> system(row)).list(),
        jdbc.sql("select * from catalog_environment").query((row, _) -> environment(row)).list(),
        services(""),
        jdbc.sql("select service_id, depends_on from catalog_dependency")
            .query((row, _) ->
                new CatalogSnapshot.Dependency(
                    new ServiceId(uuid(row, "service_id")), new ServiceId(uuid(row, "depends_on"))))
            .list());
  }

  Optional<ServiceView> service(ServiceId id) {
    return services(" where s.id = ?", id.value()).stream().findFirst();
  }

  /// The first service of this name, however it is capitalized.
  Optional<ServiceView> serviceNamed(String name) {
    return services(" where lower(s.name) = lower(?) order by s.slug limit 1", name).stream()
        .findFirst();
  }

  Optional<ServiceView> service(String slug) {
    return services(" where s.slug = ?", slug).stream().findFirst();
  }

  Optional<SystemView> system(SystemId id) {
    return jdbc.sql("select * from catalog_system where id = ?")
        .param(id.value())
        .query((row, _) -> system(row))
        .optional();
  }

  Optional<SystemView> system(String slug) {
    return jdbc.sql("select * from catalog_system where slug = ?")
        .param(slug)
        .query((row, _) -> system(row))
        .optional();
  }

  Optional<EnvironmentView> environment(EnvironmentId id) {
    return jdbc.sql("select * from catalog_environment where id = ?")
        .param(id.value())
        .query((row, _) -> environment(row))
        .optional();
  }

  Optional<EnvironmentView> environment(String slug) {
    return jdbc.sql("select * from catalog_environment where slug = ?")
        .param(slug)
        .query((row, _) -> environment(row))
        .optional();
  }

  List<String> dependencySlugs(ServiceId service) {
    return jdbc.sql(
            """
            select o.slug from catalog_dependency d join catalog_service o on o.id = d.depends_on
             where d.service_id = ? order by o.slug
            """)
        .param(service.value())
        .query((row, _) -> row.getString("slug"))
        .list();
  }

  private List<ServiceView> services(String where, Object... parameters) {
    Map<TeamId, TeamSummary> owners = new HashMap<>();
    teams.all().forEach(team -> owners.put(team.id(), team));
    return jdbc.sql(SERVICES + where)
        .params(parameters)
        .query((row, _) -> service(row, owners))
        .list();
  }

  private static ServiceView service(ResultSet row, Map<TeamId, TeamSummary> owners)
      throws SQLException {
    var team = new TeamId(uuid(row, "team_id"));
    var owner = owners.get(team);
    return new ServiceView(
        new ServiceId(uuid(row, "id")),
        row.getString("slug"),
        row.getString("name"),
        row.getString("description"),
        new SystemId(uuid(row, "system_id")),
        row.getString("system_slug"),
        row.getString("system_name"),
        team,
        owner == null ? "" : owner.slug(),
        owner == null ? "no team" : owner.name(),
        row.getInt("tier"),
        Lifecycle.valueOf(row.getString("lifecycle")),
        links(row));
  }

  private static List<Link> links(ResultSet row) throws SQLException {
    var pairs = (Object[]) row.getArray("links").getArray();
    return Arrays.stream(pairs)
        .map(pair -> (String[]) pair)
        .map(pair -> new Link(pair[0], pair[1]))
        .toList();
  }

  private static SystemView system(ResultSet row) throws SQLException {
    return new SystemView(
        new SystemId(uuid(row, "id")),
        row.getString("slug"),
        row.getString("name"),
        row.getString("description"));
  }

  private static EnvironmentView environment(ResultSet row) throws SQLException {
    return new EnvironmentView(
        new EnvironmentId(uuid(row, "id")),
        row.getString("slug"),
        row.getString("name"),
        EnvironmentClass.valueOf(row.getString("environment_class")),
        row.getInt("rank"));
  }

  private static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }
}
