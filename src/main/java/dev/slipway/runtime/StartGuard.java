package dev.slipway.runtime;

import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Compares this start with what the database remembers of the first one, and refuses what would
/// not be safe: another mode, another key, a database that may lose acknowledged changes.
@Component
@DependsOnDatabaseInitialization
class StartGuard implements InitializingBean {

  private static final byte[] KEY_CHECK = "slipway key".getBytes(StandardCharsets.UTF_8);

  private final JdbcClient jdbc;
  private final SlipwaySettings settings;
  private final Sealing sealing;

  StartGuard(JdbcClient jdbc, SlipwaySettings settings, Sealing sealing) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.sealing = sealing;
  }

  @Override
  public void afterPropertiesSet() {
    var check = sealing.mac(KEY_CHECK);
    jdbc.sql("insert into portal (mode, key_check) values (:mode, :check) on conflict do nothing")
        .param("mode", settings.mode().slug())
        .param("check", check)
        .update();
    var first = jdbc.sql("select mode, key_check from portal").query(FirstStart.class).single();
    requireSameMode(first);
    if (!first.keyCheck().equals(check)) {
      throw new UnsafeStart(
          "The encryption key is not the one that this database was started with.",
          "Give the former key: what was sealed with it cannot be opened with another one.");
    }
    if (!settings.isSandbox()) {
      requireDurable("fsync");
      requireDurable("synchronous_commit");
      requireDurable("full_page_writes");
      requireAuditOutOfReach();
    }
    if (!settings.isSandbox() && !settings.embeddedDatabase() && settings.publicUrl() == null) {
      throw new UnsafeStart(
          "slipway.public-url is not set.",
          "Set it to the address that people use, such as https://slipway.example.com.");
    }
  }

  private void requireSameMode(FirstStart first) {
    if (!first.mode().equals(settings.mode().slug())) {
      throw new UnsafeStart(
          "This database belongs to a portal in %s mode, and this start asks for %s."
              .formatted(first.mode(), settings.mode().slug()),
          "Start with --slipway.mode=%s, or give another database or data folder"
                  .formatted(first.mode())
              + " (--slipway.data-dir=<folder>).");
    }
  }

  private void requireDurable(String setting) {
    var value = jdbc.sql("select current_setting(:name)").param("name", setting);
    if ("off".equals(value.query(String.class).single())) {
      throw new UnsafeStart(
          "The database runs with %s = off, so an acknowledged change could be lost."
              .formatted(setting),
          "Switch it on for this database: alter system set %s = on, then reload."
              .formatted(setting));
    }
  }

  private void requireAuditOutOfReach() {
    var mayChange =
        jdbc.sql(
                """
                select coalesce(bool_or(
                  has_any_column_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete')
                  or has_table_privilege(c.oid, 'truncate')
                  or pg_has_role(c.relowner, 'member')), false)
                  or (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'audit' and c.relkind in ('r', 'p')
                """)
            .query(Boolean.class)
            .single();
    if (mayChange) {
      throw new UnsafeStart(
          "The database role of the portal may change audit rows, or give itself the right to.",
          "Connect as slipway_app, made by db/bootstrap/roles.sql; never as owner or superuser.");
    }
  }

  private record FirstStart(String mode, String keyCheck) {}
}
