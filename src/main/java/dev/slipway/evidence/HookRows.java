package dev.slipway.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Incoming webhooks, their sealed keys, and the deliveries of late.
@Repository
class HookRows {

  private static final String WITH_KEYS =
      """
      select h.*, k.id as key, k.made_by_name as key_by, k.made_at as key_at
      from evidence_hook h left join evidence_hook_key k on k.hook = h.id
      """;

  private final JdbcClient jdbc;

  HookRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(UUID id, MakeHook wish, UUID team, @Nullable UUID by, String byName) {
    jdbc.sql(
            """
            insert into evidence_hook (id, name, team, services, made_by, made_by_name)
            values (:id, :name, :team, :services, :by, :byName)
            """)
        .param("id", id)
        .param("name", wish.name())
        .param("team", team)
        .param("services", wish.services().toArray(String[]::new))
        .param("by", by)
        .param("byName", byName)
        .update();
  }

  /// Those that work first, then by name.
  List<HookView> all() {
    return jdbc.sql(WITH_KEYS + "order by h.disabled_at is not null, h.name, h.id, k.made_at, k.id")
        .query(HookRows::read);
  }

  Optional<HookView> find(UUID id) {
    return jdbc
        .sql(WITH_KEYS + "where h.id = :id order by k.made_at, k.id")
        .param("id", id)
        .query(HookRows::read)
        .stream()
        .findFirst();
  }

  /// Holds the webhook against others who change its keys, in the caller's transaction. Read once
  /// it is held: what was read while waiting would lack the key that was waited for.
  Optional<HookView> locked(UUID id) {
    return jdbc.sql("select id from evidence_hook where id = :id for update")
        .param("id", id)
        .query(UUID.class)
        .optional()
        .flatMap(this::find);
  }

  boolean disable(UUID id, String byName) {
    return jdbc.sql(
                """
                update evidence_hook set disabled_at = clock_timestamp(), disabled_by_name = :by
                where id = :id and disabled_at is null
                """)
            .param("id", id)
            .param("by", byName)
            .update()
        == 1;
  }

  void addKey(UUID id, UUID hook, byte[] sealed, String byName) {
    jdbc.sql(
            """
            insert into evidence_hook_key (id, hook, sealed, made_by_name)
            values (:id, :hook, :sealed, :by)
            """)
        .param("id", id)
        .param("hook", hook)
        .param("sealed", sealed)
        .param("by", byName)
        .update();
  }

  boolean retire(UUID hook, UUID key) {
    return jdbc.sql("delete from evidence_hook_key where hook = :hook and id = :id")
            .param("hook", hook)
            .param("id", key)
            .update()
        == 1;
  }

  /// Ends every key that is left.
  void retireAll(UUID hook) {
    jdbc.sql("delete from evidence_hook_key where hook = :hook").param("hook", hook).update();
  }

  /// Sealed keys, by the id that each is bound to.
  Map<UUID, byte[]> keys(UUID hook) {
    var keys = new LinkedHashMap<UUID, byte[]>();
    jdbc.sql("select id, sealed from evidence_hook_key where hook = :hook order by made_at")
        .param("hook", hook)
        .query(row -> {
          keys.put(row.getObject("id", UUID.class), row.getBytes("sealed"));
        });
    return keys;
  }

  Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  /// Whether this delivery has not come before.
  boolean isNew(UUID hook, String delivery) {
    return jdbc.sql(
                """
                insert into evidence_delivery (hook, delivery) values (:hook, :delivery)
                on conflict do nothing
                """)
            .param("hook", hook)
            .param("delivery", delivery)
            .update()
        == 1;
  }

  void accepted(UUID hook) {
    jdbc.sql("update evidence_hook set last_accepted_at = clock_timestamp() where id = :id")
        .param("id", hook)
        .update();
  }

  /// Waits for nobody: what is noted of refusals is no reason to hold a delivery up.
  void refused(UUID hook, String why) {
    jdbc.sql(
            """
            update evidence_hook set last_refused_at = clock_timestamp(), last_refusal = :why,
              refusals = refusals + 1
            where id = (select id from evidence_hook where id = :id for update skip locked)
            """)
        .param("id", hook)
        .param("why", why)
        .update();
  }

  /// A delivery can come again only while its timestamp is taken: minutes.
  int forgetDeliveries() {
    return jdbc.sql("delete from evidence_delivery where at < clock_timestamp() - interval '1 day'")
        .update();
  }

  /// One query and no other while its rows are read, because that would borrow a second connection.
  private static List<HookView> read(ResultSet rows) throws SQLException {
    var hooks = new LinkedHashMap<UUID, HookView>();
    while (rows.next()) {
      hooks.merge(rows.getObject("id", UUID.class), row(rows), HookView::withKeysOf);
    }
    return List.copyOf(hooks.values());
  }

  private static HookView row(ResultSet row) throws SQLException {
    return new HookView(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getObject("team", UUID.class),
        List.of((String[]) row.getArray("services").getArray()),
        row.getString("made_by_name"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getString("disabled_by_name"),
        instant(row, "disabled_at"),
        instant(row, "last_accepted_at"),
        instant(row, "last_refused_at"),
        row.getString("last_refusal"),
        row.getLong("refusals"),
        keys(row));
  }

  /// The key of this row, if there is one.
  private static List<HookView.Key> keys(ResultSet row) throws SQLException {
    var key = row.getObject("key", UUID.class);
    return key == null
        ? List.of()
        : List.of(
            new HookView.Key(
                key,
                row.getString("key_by"),
                row.getObject("key_at", OffsetDateTime.class).toInstant()));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
