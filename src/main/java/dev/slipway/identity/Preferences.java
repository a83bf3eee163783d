package dev.slipway.identity;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// How a person likes their pages.
@Service
public class Preferences {

  private final JdbcClient jdbc;

  Preferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The person's time zone; UTC until they choose one.
  public ZoneId zone(PersonId person) {
    return jdbc.sql("select time_zone from preference where person_id = :person")
        .param("person", person.value())
        .query((row, _) -> row.getString(1))
        .optional()
        .map(ZoneId::of)
        .orElse(ZoneId.of("UTC"));
  }

  /// Whether single letters are keys of the pages (WCAG 2.1.4); they are until somebody turns them
  /// off.
  public boolean letterKeys(PersonId person) {
    return jdbc.sql("select letter_keys from preference where person_id = :person")
        .param("person", person.value())
        .query(Boolean.class)
        .optional()
        .orElse(true);
  }

  @Transactional
  public void useLetterKeys(PersonId person, boolean on) {
    jdbc.sql(
            """
            insert into preference (person_id, letter_keys) values (:person, :on)
            on conflict (person_id) do update set letter_keys = excluded.letter_keys
            """)
        .param("person", person.value())
        .param("on", on)
        .update();
  }

  @Transactional
  public ZoneId live(PersonId person, String zone) {
    ZoneId known;
    try {
      known = ZoneId.of(zone);
    } catch (DateTimeException _) {
      throw new InvalidIdentity(
          "'" + zone + "' is no time zone. Write it like Europe/Berlin or UTC.");
    }
    jdbc.sql(
            """
            insert into preference (person_id, time_zone) values (:person, :zone)
            on conflict (person_id) do update set time_zone = excluded.time_zone
            """)
        .param("person", person.value())
        .param("zone", known.getId())
        .update();
    return known;
  }
}
