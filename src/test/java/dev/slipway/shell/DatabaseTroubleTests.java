package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a caller reads when the database gave up on a request that was right.
@SlipwayTest
class DatabaseTroubleTests {

  @Autowired JdbcClient jdbc;

  @ParameterizedTest
  @Negative(69)
  @CsvSource({
    "40P01, 409",
    "40001, 409",
    "57014, 503",
    "55P03, 503",
    "08006, 503",
    "57P01, 503",
    "53100, 503",
    "53300, 503",
  })
  void eachCodeBecomesItsAnswerWithANextStep(String code, int status) {
    var trouble =
        Objects.requireNonNull(
            FailureResponses.databaseTrouble(
                new CannotAcquireLockException("wrapped", new SQLException("raw words", code))));
    assertThat(trouble.problem().status()).isEqualTo(status);
    assertThat(trouble.detail())
        .doesNotContain("raw")
        .containsAnyOf("send it again", "until it does");
  }

  @Test
  void aMistakeOfOursStaysOne() {
    assertThat(FailureResponses.databaseTrouble(new SQLException("syntax", "42601"))).isNull();
  }

  @Test
  void noStatementWorksLongerThanThePortalWaits() {
    assertThat(jdbc.sql("show statement_timeout").query(String.class).single()).isEqualTo("15s");
  }

  @Test
  @Negative(66)
  void noTransactionKeepsItsLocksForEver() {
    assertThat(jdbc.sql("show idle_in_transaction_session_timeout").query(String.class).single())
        .isEqualTo("30s");
  }
}
