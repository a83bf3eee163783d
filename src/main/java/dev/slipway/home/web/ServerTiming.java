package dev.slipway.home.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Says in `Server-Timing` how long the portal took until the first byte of the matrix was ready.
@Component
class ServerTiming extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().equals("/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new Timed(response));
  }

  private static final class Timed extends HttpServletResponseWrapper {

    private final long start = System.nanoTime();

    Timed(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      tell();
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      tell();
      return super.getWriter();
    }

    private void tell() {
      var millis = (System.nanoTime() - start) / 1e6;
      setHeader("Server-Timing", String.format(Locale.ROOT, "matrix;dur=%.1f", millis));
    }
  }
}
