package dev.slipway.verification.web;

import dev.slipway.verification.HttpProbe;
import dev.slipway.verification.JobProbe;
import dev.slipway.verification.RefusedProbe;
import dev.slipway.verification.SampleOutcome;
import dev.slipway.verification.SmokeProbe;
import dev.slipway.verification.VerificationState;
import dev.slipway.verification.VerificationView.Smoke;
import dev.slipway.verification.VerificationView.Smoke.Try;
import dev.slipway.verification.VerificationView.Smoke.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Smoke tests in words.
final class SmokeParts {

  private SmokeParts() {}

  /// One smoke test of a verification.
  ///
  /// @param doing what goes on at this moment; empty where nothing does
  record Part(
      String id,
      String name,
      String state,
      String word,
      String request,
      String wants,
      String doing,
      List<Row> rows) {}

  /// One try.
  ///
  /// @param log empty where there is none, or where the reader may not read logs
  record Row(
      int number, Instant at, String look, String word, String answered, String why, String log) {}

  /// @param logs whether the reader may read logs
  static Part part(VerificationState whole, Smoke one, boolean logs) {
    var cut = whole.isFinal() && !one.state().isFinal();
    return new Part(
        "smoke-" + one.id(),
        one.name(),
        cut ? "unknown" : VerificationPanel.look(one.state()),
        cut ? "Not to the end" : word(one.probe(), one.state()),
        one.probe().request(),
        one.probe().wants(),
        cut ? "" : doing(one.underWay()),
        one.tried().stream().map(each -> row(one.probe(), each, logs)).toList());
  }

  private static String doing(@Nullable UnderWay job) {
    if (job == null) {
      return "";
    }
    return job.began()
        ? "Its Job %s runs.".formatted(job.job())
        : "Its Job %s is started.".formatted(job.job());
  }

  private static Row row(SmokeProbe probe, Try one, boolean logs) {
    return new Row(
        one.number(),
        one.at(),
        look(one.outcome()),
        word(probe, one.outcome()),
        switch (probe) {
          case JobProbe _ -> "After %d s".formatted(one.took().toSeconds());
          case HttpProbe _ -> answered(one.status(), one.took());
          case RefusedProbe _ -> "";
        },
        one.why(),
        logs ? one.log() : "");
  }

  /// Such as `200 in 84 ms`.
  static String answered(@Nullable Integer status, Duration took) {
    return status == null ? "No answer after " + time(took) : status + " in " + time(took);
  }

  private static String time(Duration took) {
    return took.toMillis() < 10_000 ? took.toMillis() + " ms" : took.toSeconds() + " s";
  }

  static String look(SampleOutcome outcome) {
    return switch (outcome) {
      case PASSED -> "succeeded";
      case FAILED -> "failed";
      case ERROR, INCONCLUSIVE -> "unknown";
    };
  }

  private static String word(SmokeProbe probe, SampleOutcome outcome) {
    return switch (outcome) {
      case PASSED -> "Passed";
      case FAILED -> "Failed";
      case ERROR, INCONCLUSIVE -> probe instanceof JobProbe ? "Says nothing" : "Not asked";
    };
  }

  private static String word(SmokeProbe probe, VerificationState state) {
    var isJob = probe instanceof JobProbe;
    return switch (state) {
      case RUNNING -> isJob ? "Under way" : "Being asked";
      case SUCCEEDED -> "Passed";
      case ERROR -> isJob ? "Says nothing" : "Not to be asked";
      default -> VerificationPanel.word(state);
    };
  }
}
