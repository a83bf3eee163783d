package dev.slipway.verification;

import dev.slipway.slo.Counts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The verification of one rollout as it stands.
///
/// @param why what decided, in words
/// @param rolloutAt when the change began to be written; what was counted before is compared with
/// @param settledAt when its pods were there; samples look back to this
/// @param pods how its pods are called, as a regular expression; null where that tells nothing
/// @param wanted samples that suffice
/// @param automatic whether a failed one is taken back by itself
/// @param wayBackWhy why not, or how
/// @param wayBackPlan the plan of the way back
/// @param dueAt when the next sample is taken; null for none
/// @param decided what a person said; null for nothing yet
/// @param smoke its smoke tests, as they were when it began
public record VerificationView(
    UUID deployment,
    VerificationState state,
    String why,
    Instant rolloutAt,
    Instant settledAt,
    @Nullable String pods,
    int wanted,
    boolean automatic,
    WayBackState wayBack,
    String wayBackWhy,
    @Nullable UUID wayBackPlan,
    @Nullable Instant dueAt,
    @Nullable Instant endedAt,
    @Nullable Decided decided,
    List<Objective> objectives,
    List<Smoke> smoke) {

  /// What became of the way back by itself.
  public enum WayBackState {
    /// Not asked for.
    NONE,
    /// About to be planned.
    WANTED,
    /// Its plan was started.
    STARTED,
    /// Its plan waits for an approval.
    ASKED,
    /// Nothing was started.
    NOT_DONE
  }

  /// A person's word.
  public record Decided(String by, String reason, Instant at) {}

  /// One objective.
  ///
  /// @param byPods whether only its new pods are counted; null until that is known
  /// @param baseline what was counted before; null until it was asked for
  /// @param limit the largest share of bad events that passes, such as 0.01
  /// @param trusted the largest share of bad events before it that proves anything
  public record Objective(
      UUID id,
      String name,
      VerificationState state,
      @Nullable Boolean byPods,
      @Nullable Counts baseline,
      @Nullable BigDecimal limit,
      BigDecimal trusted,
      List<Sample> samples) {

    /// Whether so much was bad before it that to be like that is not well.
    public boolean provesNothing() {
      return baseline != null && !Limit.of(baseline, trusted).proves();
    }

    /// What was counted last, if anything was.
    public Optional<Sample> last() {
      return samples.isEmpty() ? Optional.empty() : Optional.of(samples.getLast());
    }

    public long count(SampleOutcome outcome) {
      return samples.stream().filter(sample -> sample.outcome() == outcome).count();
    }
  }

  /// One sample.
  ///
  /// @param window how far it looks back
  /// @param counts null where nothing was counted
  /// @param why what stood in its way; empty where nothing did
  public record Sample(
      int number,
      Instant at,
      Duration window,
      SampleOutcome outcome,
      @Nullable Counts counts,
      String why) {

    /// Whether there were too few events to tell anything.
    public boolean isScant() {
      return counts == null || counts.total().compareTo(Limit.FEWEST) < 0;
    }

    /// The share of bad events; null without traffic.
    public @Nullable BigDecimal share() {
      return counts == null || !counts.hasTraffic()
          ? null
          : counts.bad().divide(counts.total(), MathContext.DECIMAL64);
    }
  }

  /// One smoke test.
  ///
  /// @param tries how many may fail
  /// @param underWay null while no Job runs
  /// @param tried what was tried, in order
  public record Smoke(
      UUID id,
      String name,
      SmokeProbe probe,
      int tries,
      Duration pause,
      Duration timeout,
      VerificationState state,
      @Nullable UnderWay underWay,
      List<Try> tried) {

    /// The Job of a try that is not over.
    ///
    /// @param began whether any of its containers ran
    public record UnderWay(String job, Instant since, boolean began) {}

    /// One try.
    ///
    /// @param status that came back; null where none did
    /// @param why what was amiss; empty where nothing was
    /// @param log the last lines of its Job, for those who may read logs
    public record Try(
        int number,
        Instant at,
        SampleOutcome outcome,
        @Nullable Integer status,
        Duration took,
        String why,
        String log) {}
  }
}
