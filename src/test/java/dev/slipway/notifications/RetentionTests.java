package dev.slipway.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class RetentionTests {

  @Autowired Retention retention;
  @Autowired JdbcClient jdbc;

  @Test
  void onlyWhatIsDoneAndLongPastIsRemoved() {
    var past = new ArrayList<UUID>();
    for (var each = 0; each < 5; each++) {
      past.add(notification("delivered", 91));
      past.add(notice(91, true));
    }
    var kept =
        List.of(
            notification("delivered", 89),
            notification("dead", 91),
            notification("waiting", 91),
            notice(89, true),
            notice(91, false));

    assertThat(retention.tidy(2)).isGreaterThanOrEqualTo(past.size());

    assertThat(past).noneMatch(this::exists);
    assertThat(kept).allMatch(this::exists);
  }

  @Test
  void nobodyKeepsThemForLessThanADay() {
    assertThatThrownBy(() -> new NotificationProperties(Duration.ofHours(1)))
        .hasMessageContaining("expected: 1d or longer");
  }

  private UUID notification(String state, int daysAgo) {
    var id = UuidV7.next();
    jdbc.sql(
            """
            insert into notification (id, action, text, state, ended_at)
            values (:id, 'test.kept', 'kept', :state,
              case when :state <> 'waiting' then clock_timestamp() - make_interval(days => :days) end)
            """)
        .param("id", id)
        .param("state", state)
        .param("days", daysAgo)
        .update();
    return id;
  }

  private UUID notice(int daysAgo, boolean read) {
    var id = UuidV7.next();
    jdbc.sql(
            """
            insert into notice (id, person, text, at, read_at)
            values (:id, :id, 'kept', clock_timestamp() - make_interval(days => :days),
              case when :read then clock_timestamp() - make_interval(days => :days) end)
            """)
        .param("id", id)
        .param("days", daysAgo)
        .param("read", read)
        .update();
    return id;
  }

  private boolean exists(UUID id) {
    return jdbc.sql(
                """
                select (select count(*) from notification where id = :id)
                  + (select count(*) from notice where id = :id)
                """)
            .param("id", id)
            .query(Integer.class)
            .single()
        == 1;
  }
}
