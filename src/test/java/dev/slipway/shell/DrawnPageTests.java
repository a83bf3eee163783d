package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.ProblemType;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import jakarta.servlet.ServletOutputStream;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/// A page was drawn, and then its session could not be stored for want of a connection.
class DrawnPageTests {

  /// As the container: whoever took the writer gets no stream.
  private static final class OneWay extends MockHttpServletResponse {
    private boolean written;

    @Override
    public PrintWriter getWriter() throws UnsupportedEncodingException {
      written = true;
      return super.getWriter();
    }

    @Override
    public ServletOutputStream getOutputStream() {
      if (written) {
        throw new IllegalStateException("getWriter() has already been called for this response");
      }
      return super.getOutputStream();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/services", "/api/v1/services"})
  @Negative(69)
  @Promise("P10")
  void theDatabaseIsNamedInItsPlace(String path) throws Exception {
    var response = new OneWay();
    response.getWriter().write("half a page");
    var page =
        FailurePage.of(
            ProblemType.DATABASE_UNAVAILABLE, DatabaseTrouble.DOWN.detail(), "a request");

    var view =
        new FailureResponses(new JsonMapper())
            .answer(page, new MockHttpServletRequest("GET", path), response);

    assertThat(view).isNull();
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getContentAsString()).contains("database").doesNotContain("half a page");
  }
}
