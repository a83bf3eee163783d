package dev.slipway.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The database has no connection free at the moment when a call ends.
@SlipwayTest
class LateAnswersTests {

  @Autowired private DataSource database;

  private final AtomicBoolean full = new AtomicBoolean();
  private final String key = UuidV7.next().toString();
  private RecordedAnswers answers;

  @BeforeEach
  void between() {
    answers =
        new RecordedAnswers(
            JdbcClient.create(
                new DelegatingDataSource(database) {
                  @Override
                  public Connection getConnection() throws SQLException {
                    if (full.get()) {
                      throw new SQLTransientConnectionException("no connection is free");
                    }
                    return super.getConnection();
                  }
                }));
  }

  @Test
  @Negative(62)
  void theAnswerIsKeptAsSoonAsThereIsRoom() {
    var claim = answers.claim("caller", key, "call", true);
    var answer = new RecordedAnswer(201, "/api/v1/plans/1", "{}");
    full.set(true);
    answers.keep(claim, answer);
    answers.settleLate();
    full.set(false);
    answers.settleLate();

    assertThat(answers.claim("caller", key, "call", true).answer()).isEqualTo(answer);
  }

  @Test
  @Negative(62)
  void theKeyOfACallWithoutEffectIsFreeAsSoonAsThereIsRoom() {
    var claim = answers.claim("caller", key, "call", true);
    full.set(true);
    answers.cutOff(claim);
    full.set(false);
    answers.settleLate();

    var next = answers.claim("caller", key, "call", true);
    assertThat(next.answer()).isNull();
    assertThat(next.id()).isNotEqualTo(claim.id());
  }
}
