package dev.slipway.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests that read, and the connections they hold. A frozen database breaks no connection:
/// who waits on one would wait until its socket gives up, which has to be long enough for the
/// longest statement there is. When the pulse has seen that nothing answers, those connections are
/// broken here, and their requests say so. Writes are left to wait: they may still come through.
final class WaitingReads {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingReads.class);
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final ThreadLocal<@Nullable Read> CURRENT = new ThreadLocal<>();

  private final Set<Read> reads = ConcurrentHashMap.newKeySet();

  void during(FilterChain chain, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (!READING.contains(request.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    var read = new Read();
    reads.add(read);
    CURRENT.set(read);
    try {
      chain.doFilter(request, response);
    } finally {
      CURRENT.remove();
      reads.remove(read);
      LOG.trace("{} borrowed {}", request.getRequestURI(), read.borrowers);
    }
  }

  /// When the request began that this thread answers, by {@link System#nanoTime}; null where it
  /// answers none that reads.
  static @Nullable Long began() {
    var read = CURRENT.get();
    return read == null ? null : read.began;
  }

  /// Notes who was lent this connection.
  Connection lent(Connection connection) throws SQLException {
    var read = CURRENT.get();
    if (read != null) {
      read.add(connection);
    }
    return connection;
  }

  /// Breaks the connections that reads hold now.
  ///
  /// @return how many those were
  int breakOff() {
    return reads.stream().mapToInt(Read::breakOff).sum();
  }

  /// One request, which holds one connection mostly, and several one after the other.
  private static final class Read {

    private final long began = System.nanoTime();
    private final List<Connection> lent = new ArrayList<>(2);
    private final List<String> borrowers = new ArrayList<>(0);

    synchronized void add(Connection connection) throws SQLException {
      if (LOG.isTraceEnabled()) {
        borrowers.add(borrower());
      }
      for (var each : List.copyOf(lent)) {
        if (each.isClosed()) {
          lent.remove(each);
        }
      }
      lent.add(connection);
    }

    /// The nearest of our own methods that wanted a connection.
    private static String borrower() {
      return StackWalker.getInstance()
          .walk(frames ->
              frames
                  .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                  .filter(name -> name.startsWith("dev.slipway."))
                  .filter(name -> !name.startsWith(WaitingReads.class.getName()))
                  .filter(name -> !name.startsWith(LendingSource.class.getName()))
                  .findFirst()
                  .map(name -> name.replaceAll("^.*\\.(?=\\w+[.$])|\\$\\$\\w+", ""))
                  .orElse("a framework"));
    }

    /// A connection that was given back is closed for whoever held it, so nobody else is hit.
    synchronized int breakOff() {
      var broken = 0;
      for (var each : lent) {
        try {
          if (!each.isClosed()) {
            each.abort(Runnable::run);
            broken++;
          }
        } catch (SQLException failure) {
          LOG.debug("A connection that does not answer could not be broken", failure);
        }
      }
      lent.clear();
      return broken;
    }
  }
}
