package dev.slipway.runtime;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/// Prints why the database let nobody in at the start, and what to do, instead of a stack trace.
/// Codes: PostgreSQL, appendix A.
class UnreachableDatabaseAnalyzer extends AbstractFailureAnalyzer<SQLException> {

  private final Environment environment;

  UnreachableDatabaseAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
    var way = wayOut(cause.getSQLState());
    return way == null
        ? null
        : new FailureAnalysis(
            "Slipway cannot start: the database at %s does not let it in. %s"
                .formatted(place(), cause.getMessage()),
            way,
            cause);
  }

  private static @Nullable String wayOut(@Nullable String state) {
    if (state == null) {
      return null;
    }
    return switch (state) {
      case "28000", "28P01" ->
          "Correct the role and the password: SPRING_DATASOURCE_USERNAME and _PASSWORD (slipway_app),"
              + " SPRING_FLYWAY_USER and _PASSWORD (slipway_migrate). db/bootstrap/roles.sql makes"
              + " the roles.";
      case "3D000" ->
          "Make the database, run db/bootstrap/roles.sql in it as a superuser, then start again.";
      case "53300" -> "It has no connection free: end others or raise max_connections.";
      case "57P03" -> "It is starting or stopping. Start Slipway again in a moment.";
      default ->
          state.startsWith("08")
              ? "Start PostgreSQL, or correct SPRING_DATASOURCE_URL, and see that nothing between the"
                  + " two turns connections away."
              : null;
    };
  }

  /// Without parameters: a password could be one of them.
  private String place() {
    var url = environment.getProperty("spring.datasource.url", "its address");
    return url.replaceFirst("^jdbc:postgresql:/*", "").replaceFirst("\\?.*", "");
  }
}
