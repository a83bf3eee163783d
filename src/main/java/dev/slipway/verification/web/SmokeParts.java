package dev.slipway.verification.web;

import dev.slipway.verification.HttpProbe;
import dev.slipway.verification.SampleOutcome;
import dev.slipway.verification.VerificationState;
import dev.slipway.verification.VerificationView.Smoke;
import dev.slipway.verification.VerificationView.Smoke.Try;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Smoke tests in words.
final class SmokeParts {

  private SmokeParts() {}

  /// One smoke test of a verification.
  record Part(
      String id,
      String name,
      String state,
      String word,
      String request,
      String wants,
      List<Row> rows) {}

  /// One try.
  record Row(int number, Instant at, String look, String word, String answered, String why) {}

  static Part part(VerificationState whole, Smoke one) {
    var cut = whole.isFinal() && !one.state().isFinal();
    return new Part(
        "smoke-" + one.id(),
        one.name(),
        cut ? "unknown" : VerificationPanel.look(one.state()),
        cut ? "Not to the end" : word(one.state()),
        one.probe().request(),
        wants(one.probe()),
        one.tried().stream().map(SmokeParts::row).toList());
  }

  private static Row row(Try one) {
    return new Row(
        one.number(),
        one.at(),
        look(one.outcome()),
        word(one.outcome()),
        answered(one.status(), one.took()),
        one.why());
  }

  /// Such as `Must answer 200 and contain “ok”.`
  static String wants(HttpProbe probe) {
    var holds =
        switch (probe.match()) {
          case ANY -> "";
          case CONTAINS -> " and contain “%s”".formatted(probe.text());
          case PATTERN -> " and match “%s”".formatted(probe.text());
        };
    return "Must answer %s%s.".formatted(probe.expects(), holds);
  }

  /// Such as `200 in 84 ms`.
  static String answered(@Nullable Integer status, Duration took) {
    var time = took.toMillis() < 10_000 ? took.toMillis() + " ms" : took.toSeconds() + " s";
    return status == null ? "No answer after " + time : status + " in " + time;
  }

  static String look(SampleOutcome outcome) {
    return switch (outcome) {
      case PASSED -> "succeeded";
      case FAILED -> "failed";
      case ERROR, INCONCLUSIVE -> "unknown";
    };
  }

  private static String word(SampleOutcome outcome) {
    return switch (outcome) {
      case PASSED -> "Passed";
      case FAILED -> "Failed";
      case ERROR, INCONCLUSIVE -> "Not asked";
    };
  }

  private static String word(VerificationState state) {
    return switch (state) {
      case RUNNING -> "Being asked";
      case SUCCEEDED -> "Passed";
      case ERROR -> "Not to be asked";
      default -> VerificationPanel.word(state);
    };
  }
}
