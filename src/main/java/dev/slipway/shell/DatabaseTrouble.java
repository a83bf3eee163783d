package dev.slipway.shell;

import dev.slipway.kernel.ProblemType;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/// What a database does instead of its work although the request was right. In each case the
/// transaction is gone as a whole, so the same request may be sent again.
enum DatabaseTrouble {
  DOWN(
      ProblemType.DATABASE_UNAVAILABLE,
      "Nothing can be read or changed until it does. Running workloads are not touched by this."),
  FULL(
      ProblemType.DATABASE_UNAVAILABLE,
      "It has no room left: disk, memory or connections. Nothing was changed. Whoever runs it makes room; then send it again, nothing has to be restarted."),
  SLOW(
      ProblemType.DATABASE_UNAVAILABLE,
      "It took too long for this and was stopped. Nothing was changed: send it again in a moment."),
  COLLIDED(
      ProblemType.CONFLICT,
      "Another change reached for the same things at the same moment. Nothing was changed here: send it again.");

  private final ProblemType problem;
  private final String detail;

  DatabaseTrouble(ProblemType problem, String detail) {
    this.problem = problem;
    this.detail = detail;
  }

  ProblemType problem() {
    return problem;
  }

  String detail() {
    return detail;
  }

  static @Nullable DatabaseTrouble of(SQLException failure) {
    var state = failure.getSQLState();
    if (state == null
        || state.startsWith("08")
        || state.startsWith("57P")
        || failure instanceof SQLTransientConnectionException) {
      return DOWN;
    }
    if (state.startsWith("53")) {
      return FULL; // insufficient resources: disk, memory, connections
    }
    return switch (state) {
      case "57014", "55P03" -> SLOW; // statement timeout, lock timeout
      case "40001", "40P01" -> COLLIDED; // serialization failure, deadlock
      default -> null;
    };
  }
}
