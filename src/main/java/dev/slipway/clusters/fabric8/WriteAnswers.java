package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.WriteResult;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the answer to a write proves: that it was done, that it was not, or nothing.
final class WriteAnswers {

  private static final Duration AWAY = Duration.ofSeconds(5);

  private WriteAnswers() {}

  /// The result of an answer that is not a success.
  static WriteResult failed(Answer answer) {
    var message = answer.message();
    var status = answer.status();
    if (status == 409) {
      return new WriteResult.Conflict(message);
    }
    if (status == 422 && failedTest(answer)) {
      return new WriteResult.Conflict("What the change was based on does not hold any more");
    }
    if (status == 429) {
      return new WriteResult.TryLater(answer.waitTime());
    }
    return status >= 400 && status < 500 && status != 408
        ? new WriteResult.Refused(status, message)
        : new WriteResult.Unknown("The API server answered " + status + ": " + message);
  }

  static WriteResult failed(IOException failure) {
    return failure instanceof ApiServer.NotSent
        ? new WriteResult.TryLater(AWAY)
        : new WriteResult.Unknown(said(failure.getMessage()));
  }

  private static String said(@Nullable String message) {
    return "No answer that proves anything: " + (message == null ? "connection lost" : message);
  }

  /// A refused object is named with its faults; a JSON Patch whose `test` failed is answered
  /// without a word of either.
  private static boolean failedTest(Answer answer) {
    var details = answer.json().path("details");
    return !details.has("kind") && !details.has("causes");
  }
}
