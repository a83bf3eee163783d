package dev.slipway.verification;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How rollouts are verified, by service and environment.
@Repository
class SettingRows {

  private final JdbcClient jdbc;

  SettingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  VerificationSetting of(ServiceId service, EnvironmentId environment) {
    return find(service, environment).orElse(VerificationSetting.DEFAULT);
  }

  private Optional<VerificationSetting> find(ServiceId service, EnvironmentId environment) {
    return jdbc.sql("select * from verification_setting where service = ? and environment = ?")
        .params(service.value(), environment.value())
        .query((row, _) ->
            new VerificationSetting(
                row.getInt("version"),
                row.getObject("enabled", Boolean.class),
                row.getBoolean("automatic"),
                row.getString("edited_by_name"),
                row.getObject("edited_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /// Whether it still was the version that was edited.
  boolean save(
      ServiceId service, EnvironmentId environment, EditVerification edit, String editedBy) {
    return jdbc.sql(
                """
                insert into verification_setting (service, environment, enabled, automatic, version,
                  reason, edited_by_name)
                values (:service, :environment, :enabled, :automatic, :version + 1, :reason, :by)
                on conflict (service, environment) do update set enabled = excluded.enabled,
                  automatic = excluded.automatic, version = excluded.version,
                  reason = excluded.reason, edited_by_name = excluded.edited_by_name,
                  edited_at = clock_timestamp()
                  where verification_setting.version = :version
                """)
            .param("service", service.value())
            .param("environment", environment.value())
            .param("enabled", edit.enabled())
            .param("automatic", edit.automatic())
            .param("version", edit.version())
            .param("reason", edit.reason())
            .param("by", editedBy)
            .update()
        == 1;
  }
}
