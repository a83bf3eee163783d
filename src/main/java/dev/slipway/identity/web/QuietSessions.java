package dev.slipway.identity.web;

import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;

/// Notes the use of a session once a minute, not at every request: a page that changes nothing must
/// not wait for the disk. A session may end up to a minute early for it.
@Component
class QuietSessions implements SessionRepositoryCustomizer<JdbcIndexedSessionRepository> {

  @Override
  public void customize(JdbcIndexedSessionRepository sessions) {
    sessions.setUpdateSessionQuery(
        """
        update %TABLE_NAME% as kept
           set session_id = used.session_id, last_access_time = used.last_access_time,
               max_inactive_interval = used.max_inactive_interval,
               expiry_time = used.expiry_time, principal_name = used.principal_name
          from (select ?::char(36) as session_id, ?::bigint as last_access_time,
                       ?::integer as max_inactive_interval, ?::bigint as expiry_time,
                       ?::text as principal_name, ?::char(36) as primary_id) as used
         where kept.primary_id = used.primary_id
           and (kept.session_id <> used.session_id
                or kept.max_inactive_interval <> used.max_inactive_interval
                or kept.principal_name is distinct from used.principal_name
                or kept.last_access_time + 60000 <= used.last_access_time)
        """);
  }
}
