package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.kernel.UuidV7;
import dev.slipway.slo.BudgetState;
import java.math.BigDecimal;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Objectives as the rounds of evaluation leave them behind.
public final class BudgetRow {

  private final JdbcClient jdbc;
  private final UUID datasource = UuidV7.next();

  public BudgetRow(JdbcClient jdbc) {
    this(jdbc, URI.create("https://prometheus.example.test"));
  }

  /// @param address of the datasource that is asked before a start
  public BudgetRow(JdbcClient jdbc, URI address) {
    this.jdbc = jdbc;
    jdbc.sql(
            """
            insert into slo_datasource (id, name, address, auth, own, made_by_name)
            values (:id, :name, :address, 'NONE', true, 'test')
            """)
        .param("id", datasource)
        .param("name", "prometheus-" + datasource)
        .param("address", address.toString())
        .update();
  }

  /// One that gates, counted just now; with null for `consumed` it was never counted.
  public UUID gating(
      ServiceId service,
      EnvironmentId environment,
      BudgetState state,
      @Nullable String consumed,
      boolean pages) {
    return row(service, environment, state, consumed, pages, "ACTIVE");
  }

  UUID draft(ServiceId service, EnvironmentId environment, BudgetState state, String consumed) {
    return row(service, environment, state, consumed, false, "DRAFT");
  }

  private UUID row(
      ServiceId service,
      EnvironmentId environment,
      BudgetState state,
      @Nullable String consumed,
      boolean pages,
      String status) {
    var id = UuidV7.next();
    jdbc.sql(
            """
            insert into slo (id, service, environment, name, description, objective, window_days,
              sli_kind, error_query, total_query, gating, status, datasource, made_by_name,
              changed_by_name)
            values (:id, :service, :environment, :name, '', 99.9, 30, 'EVENTS', 'e', 't', true,
              :status, :datasource, 'test', 'test')
            """)
        .param("id", id)
        .param("service", service.value())
        .param("environment", environment.value())
        .param("name", "availability-" + id.toString().substring(24))
        .param("status", status)
        .param("datasource", datasource)
        .update();
    jdbc.sql(
            """
            insert into slo_standing (slo, state, consumed, alert, as_of, due_at)
            values (:id, :state, :consumed, :alert,
              case when cast(:consumed as numeric) is null then null else clock_timestamp() end,
              clock_timestamp() + interval '1 day')
            """)
        .param("id", id)
        .param("state", state.name())
        .param("consumed", consumed == null ? null : new BigDecimal(consumed))
        .param("alert", pages ? "PAGE" : "NONE")
        .update();
    return id;
  }
}
