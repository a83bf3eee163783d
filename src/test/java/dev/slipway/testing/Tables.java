package dev.slipway.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/// What the portal's tables hold, to show that something left them alone.
public final class Tables {

  private Tables() {}

  /// A hash per table; sessions, schedules, leases, what is noted of clusters and budgets and the
  /// trail itself are meant to move.
  public static Map<String, String> hashes() {
    Map<String, String> hashes = new TreeMap<>();
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      var names = new ArrayList<String>();
      try (var found =
          statement.executeQuery(
              """
              select table_name from information_schema.tables
              where table_schema = 'public' and table_type = 'BASE TABLE'
                and table_name not like 'spring_session%' and table_name not like 'flyway%'
                and table_name not in ('scheduled_tasks', 'cluster_lease', 'placement_last_known',
                  'slo_lease', 'slo_standing', 'slo_evaluation', 'slo_hour', 'slo_finding',
                  'slo_datasource', 'gate_task', 'notice', 'backup_source', 'backup_run', 'backup_reading',
                  'health_lease', 'health_standing', 'health_change', 'health_gap', 'health_alerts')
              """)) {
        while (found.next()) {
          names.add(found.getString(1));
        }
      }
      for (var name : names) {
        try (var hash =
            statement.executeQuery(
                "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from \""
                    + name
                    + "\" t")) {
          hash.next();
          hashes.put(name, hash.getString(1));
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return hashes;
  }

  /// How many acts of people were refused so far.
  public static long refusals() {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement();
        var count =
            statement.executeQuery(
                "select count(*) from audit.audit_event where outcome in ('DENIED', 'FAILED') and via = 'SESSION'")) {
      count.next();
      return count.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
