package dev.slipway.verification;

import dev.slipway.slo.Counts;
import dev.slipway.slo.ObjectiveCounts;
import dev.slipway.slo.ObjectiveCounts.Answer;
import dev.slipway.verification.Baseline.Span;
import dev.slipway.verification.SampleRows.Asked;
import dev.slipway.verification.VerificationRows.Row;
import dev.slipway.verification.VerificationView.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes one sample of one objective. Asks a datasource, so never inside a transaction.
@Component
class Counting {

  private static final String ANY_POD = ".+";

  private final ObjectiveCounts counts;

  Counting(ObjectiveCounts counts) {
    this.counts = counts;
  }

  /// What one turn brought.
  ///
  /// @param comparison what it is compared with, if that was asked for in this turn
  record Turn(Asked asked, @Nullable Comparison comparison, Sample sample) {}

  /// What samples are compared with, and whether only those of the new pods are.
  record Comparison(boolean byPods, Counts baseline) {}

  /// @param before stretches of time to compare with
  Turn turn(Row row, Asked asked, List<Span> before, Instant at) {
    var comparison = asked.comparison();
    Comparison fresh = null;
    if (comparison == null) {
      try {
        fresh = compare(row, asked.objective(), before, at);
        comparison = fresh;
      } catch (Unanswered unanswered) {
        return new Turn(
            asked,
            null,
            missed(row, asked, at, "what ran before could not be counted: " + unanswered.why));
      }
    }
    return new Turn(asked, fresh, sample(row, asked, comparison, at));
  }

  /// One that nobody answered.
  static Sample missed(Row row, Asked asked, Instant at, String why) {
    return new Sample(
        asked.samples() + 1, at, window(row, at), SampleOutcome.ERROR, null, shortened(why));
  }

  private Sample sample(Row row, Asked asked, Comparison comparison, Instant at) {
    var window = window(row, at);
    var number = asked.samples() + 1;
    var pods = comparison.byPods() ? row.pods() : null;
    return switch (counts.count(asked.objective(), window, at, pods)) {
      case Answer.Events(var counted) ->
          new Sample(
              number,
              at,
              window,
              Limit.of(comparison.baseline(), asked.trusted()).judge(counted),
              counted,
              "");
      case Answer.Nothing(var why) ->
          new Sample(number, at, window, SampleOutcome.INCONCLUSIVE, null, shortened(why));
      case Answer.Unanswered(var why) -> missed(row, asked, at, why);
    };
  }

  private Comparison compare(Row row, UUID objective, List<Span> before, Instant at)
      throws Unanswered {
    var baseline = Counts.NONE;
    for (var span : before) {
      baseline = baseline.plus(counted(objective, span.length(), span.to(), null));
    }
    var byPods =
        row.pods() != null
            && isThere(counts.count(objective, VerificationProperties.LONGEST_WINDOW, at, ANY_POD));
    return new Comparison(byPods, baseline);
  }

  private Counts counted(UUID objective, Duration window, Instant at, @Nullable String pods)
      throws Unanswered {
    return switch (counts.count(objective, window, at, pods)) {
      case Answer.Events(var counted) -> counted;
      case Answer.Nothing _ -> Counts.NONE;
      case Answer.Unanswered(var why) -> throw new Unanswered(why);
    };
  }

  private static boolean isThere(Answer answer) throws Unanswered {
    return switch (answer) {
      case Answer.Events _ -> true;
      case Answer.Nothing _ -> false;
      case Answer.Unanswered(var why) -> throw new Unanswered(why);
    };
  }

  private static Duration window(Row row, Instant at) {
    return VerificationProperties.window(Duration.between(row.settledAt(), at));
  }

  private static String shortened(String why) {
    return why.length() > 500 ? why.substring(0, 500) : why;
  }

  private static final class Unanswered extends Exception {

    private static final long serialVersionUID = 1L;

    final String why;

    Unanswered(String why) {
      super(why);
      this.why = why;
    }
  }
}
