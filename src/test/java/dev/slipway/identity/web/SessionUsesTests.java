package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class SessionUsesTests {

  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  @Test
  void theUseOfASessionIsNotedOnceAMinute() {
    var vera = Visitor.signedIn(port, "vera");
    var id = new String(Base64.getDecoder().decode(vera.session()), StandardCharsets.UTF_8);
    var first = lastUse(id);
    vera.get("/me");
    assertThat(lastUse(id)).isEqualTo(first);

    jdbc.sql(
            """
            update spring_session
               set last_access_time = last_access_time - 90000, expiry_time = expiry_time - 90000
             where session_id = ?
            """)
        .param(id)
        .update();
    vera.get("/me");

    assertThat(lastUse(id)).isGreaterThanOrEqualTo(first);
    assertThat(
            jdbc.sql(
                    """
                    select expiry_time - last_access_time from spring_session where session_id = ?
                    """)
                .param(id)
                .query(Long.class)
                .single())
        .isEqualTo(SecurityConfiguration.IDLE_SECONDS * 1000L);
  }

  private long lastUse(String id) {
    return jdbc.sql("select last_access_time from spring_session where session_id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }
}
