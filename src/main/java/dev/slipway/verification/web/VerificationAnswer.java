package dev.slipway.verification.web;

import dev.slipway.slo.Counts;
import dev.slipway.verification.HttpProbe;
import dev.slipway.verification.VerificationView;
import dev.slipway.verification.VerificationView.Objective;
import dev.slipway.verification.VerificationView.Sample;
import dev.slipway.verification.VerificationView.Smoke;
import dev.slipway.verification.VerificationView.Smoke.Try;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The verification of a deployment as the API tells it. Field names are API.
record VerificationAnswer(
    UUID deployment,
    String state,
    String why,
    int wanted,
    boolean automaticRollback,
    String rollback,
    String rollbackWhy,
    @Nullable UUID rollbackPlan,
    @Nullable Instant nextSampleAt,
    @Nullable Instant endedAt,
    @Nullable String decidedBy,
    List<ObjectiveAnswer> objectives,
    List<CheckAnswer> checks) {

  /// One objective.
  ///
  /// @param comparison `new-pods` or `before-and-after`; null until it is known
  record ObjectiveAnswer(
      UUID id,
      String name,
      String state,
      @Nullable String comparison,
      @Nullable BigDecimal baselineBad,
      @Nullable BigDecimal baselineTotal,
      @Nullable BigDecimal limit,
      List<SampleAnswer> samples) {

    static ObjectiveAnswer of(Objective one) {
      var before = one.baseline();
      return new ObjectiveAnswer(
          one.id(),
          one.name(),
          one.state().slug(),
          one.byPods() == null ? null : one.byPods() ? "new-pods" : "before-and-after",
          before == null ? null : before.bad(),
          before == null ? null : before.total(),
          one.limit(),
          one.samples().stream().map(SampleAnswer::of).toList());
    }
  }

  /// One sample.
  record SampleAnswer(
      int number,
      Instant at,
      long windowSeconds,
      String outcome,
      @Nullable BigDecimal bad,
      @Nullable BigDecimal total,
      String why) {

    static SampleAnswer of(Sample one) {
      Counts counts = one.counts();
      return new SampleAnswer(
          one.number(),
          one.at(),
          one.window().toSeconds(),
          one.outcome().slug(),
          counts == null ? null : counts.bad(),
          counts == null ? null : counts.total(),
          one.why());
    }
  }

  /// One smoke test.
  record CheckAnswer(
      UUID id,
      String name,
      String state,
      String kind,
      String request,
      @Nullable String expected,
      int tries,
      List<TryAnswer> tried) {

    static CheckAnswer of(Smoke one) {
      return new CheckAnswer(
          one.id(),
          one.name(),
          one.state().slug(),
          one.probe().kind(),
          one.probe().request(),
          one.probe() instanceof HttpProbe http ? http.expects() : null,
          one.tries(),
          one.tried().stream().map(TryAnswer::of).toList());
    }
  }

  /// One try.
  record TryAnswer(
      int number,
      Instant at,
      String outcome,
      @Nullable Integer status,
      long tookMillis,
      String why) {

    static TryAnswer of(Try one) {
      return new TryAnswer(
          one.number(),
          one.at(),
          one.outcome().slug(),
          one.status(),
          one.took().toMillis(),
          one.why());
    }
  }

  static VerificationAnswer of(VerificationView view) {
    var decided = view.decided();
    return new VerificationAnswer(
        view.deployment(),
        view.state().slug(),
        view.why(),
        view.wanted(),
        view.automatic(),
        view.wayBack().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        view.wayBackWhy(),
        view.wayBackPlan(),
        view.dueAt(),
        view.endedAt(),
        decided == null ? null : decided.by(),
        view.objectives().stream().map(ObjectiveAnswer::of).toList(),
        view.smoke().stream().map(CheckAnswer::of).toList());
  }
}
