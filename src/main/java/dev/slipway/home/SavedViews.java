package dev.slipway.home;

import dev.slipway.identity.PersonId;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The filters that people keep, each for themselves.
@Service
public class SavedViews {

  private static final int MOST = 50;
  private static final int LONGEST_NAME = 60;

  private final JdbcClient jdbc;

  SavedViews(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// By page and name.
  @Transactional(readOnly = true)
  public List<SavedView> of(PersonId person) {
    return jdbc.sql(
            """
            select id, page, name, query from saved_view where person_id = :person
             order by array_position(array['MATRIX', 'SERVICES', 'DEPLOYMENTS', 'HEALTH', 'OBJECTIVES',
               'AUDIT'], page), name
            """)
        .param("person", person.value())
        .query((row, _) -> view(row))
        .list();
  }

  /// Keeps the filters of an address. A name that is used on that page already means the new ones.
  @Transactional
  public SavedView save(String address, String typedName, PersonId person) {
    var wanted = ViewAddress.parse(address);
    var name = name(typedName);
    var kept = of(person);
    if (kept.size() >= MOST && kept.stream().noneMatch(view -> view.name().equals(name))) {
      throw new FieldRefused(
          "name",
          "You keep %d views, which is all there is room for. Remove one first.".formatted(MOST));
    }
    var id =
        jdbc.sql(
                """
                insert into saved_view (id, person_id, page, name, query)
                values (:id, :person, :page, :name, :query)
                on conflict (person_id, page, name) do update set query = excluded.query
                returning id
                """)
            .param("id", UuidV7.next())
            .param("person", person.value())
            .param("page", wanted.page().name())
            .param("name", name)
            .param("query", wanted.query())
            .query(UUID.class)
            .single();
    return new SavedView(id, wanted.page(), name, wanted.query());
  }

  /// Of one's own only; those of others are not there.
  @Transactional
  public void remove(UUID id, PersonId person) {
    var removed =
        jdbc.sql("delete from saved_view where id = :id and person_id = :person")
            .param("id", id)
            .param("person", person.value())
            .update();
    if (removed == 0) {
      throw new DomainFailure(ProblemType.NOT_FOUND, "You keep no such view, or not any more.");
    }
  }

  private static String name(String typed) {
    return OneLine.of(typed, LONGEST_NAME)
        .orElseThrow(() ->
            new FieldRefused(
                "name",
                "Give it a name of 1 to %d letters that can be seen.".formatted(LONGEST_NAME)));
  }

  private static SavedView view(ResultSet row) throws SQLException {
    return new SavedView(
        row.getObject("id", UUID.class),
        ViewedPage.valueOf(row.getString("page")),
        row.getString("name"),
        row.getString("query"));
  }
}
