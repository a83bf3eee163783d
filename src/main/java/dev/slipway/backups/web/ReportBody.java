package dev.slipway.backups.web;

import dev.slipway.backups.Report;
import dev.slipway.backups.RunOutcome;
import dev.slipway.kernel.FieldRefused;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How a run ended, as it comes in.
///
/// @param outcome `succeeded`, `partial` or `failed`
record ReportBody(
    @Nullable String run,
    @Nullable String outcome,
    @Nullable String startedAt,
    @Nullable String endedAt,
    @Nullable Long sizeBytes,
    @Nullable String detail) {

  static Report read(byte[] body, JsonMapper json) {
    try {
      var read =
          json.readerFor(ReportBody.class)
              .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .<@Nullable ReportBody>readValue(body);
      if (read == null) {
        throw new FieldRefused(
            "run", "The body is empty. It is an object with run, outcome, startedAt.");
      }
      return read.report();
    } catch (JacksonException unreadable) {
      throw new FieldRefused(
          "run",
          "The body is no report: an object with run, outcome, startedAt and perhaps endedAt, sizeBytes, detail.");
    }
  }

  private Report report() {
    return new Report(
        run == null ? "" : run,
        ended(),
        moment("startedAt", startedAt == null ? "" : startedAt),
        endedAt == null ? null : moment("endedAt", endedAt),
        sizeBytes,
        detail == null ? "" : detail);
  }

  private RunOutcome ended() {
    return switch (outcome == null ? "" : outcome.toLowerCase(Locale.ROOT)) {
      case "succeeded" -> RunOutcome.SUCCEEDED;
      case "partial" -> RunOutcome.PARTIAL;
      case "failed" -> RunOutcome.FAILED;
      default -> throw new FieldRefused("outcome", "outcome is succeeded, partial or failed.");
    };
  }

  private static Instant moment(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw new FieldRefused(field, field + " is a time such as 2026-11-23T02:00:00Z.");
    }
  }
}
