package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.SlipwayTest;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// What happens to an answer of which a part is out already, such as an export: a clean end would
/// say that it is whole.
@SlipwayTest
class CutAnswerTests {

  private final MockHttpServletResponse response = new MockHttpServletResponse();
  @Autowired Failures failures;

  @Test
  void itsConnectionIsBrokenWhenTheDatabaseGoes() {
    var gone = new SQLException("An I/O error occurred", "08006", new EOFException());
    assertCut(new DataAccessResourceFailureException("reading", gone));
  }

  @Test
  void itsConnectionIsBrokenByAMistakeOfOurs() {
    assertCut(new IllegalStateException("a row that cannot be written"));
  }

  @Test
  void aCallerThatLeftIsNoFailure() throws Exception {
    response.setCommitted(true);
    var left = new UncheckedIOException(new IOException("Broken pipe"));
    assertThat(failures.unknown(left, new MockHttpServletRequest(), response)).isNull();
  }

  private void assertCut(Exception failure) {
    response.setCommitted(true);
    assertThatThrownBy(() -> failures.unknown(failure, new MockHttpServletRequest(), response))
        .isSameAs(failure);
  }
}
