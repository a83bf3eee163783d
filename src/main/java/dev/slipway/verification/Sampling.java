package dev.slipway.verification;

import dev.slipway.kernel.Plural;
import dev.slipway.verification.Counting.Turn;
import dev.slipway.verification.SampleRows.Asked;
import dev.slipway.verification.VerificationRows.Row;
import dev.slipway.verification.VerificationView.WayBackState;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes the next sample of every objective of a verification, and says what follows. Every write
/// proves that it is still this one's turn.
@Component
class Sampling {

  /// Shorter than the lease by the time that writing takes.
  private static final Duration PATIENCE = VerificationRows.LEASE.minusSeconds(10);

  private final VerificationRows rows;
  private final SampleRows samples;
  private final Counting counting;
  private final Followers followers;
  private final Tellings tellings;
  private final VerificationProperties properties;
  private final TransactionTemplate transaction;

  Sampling(
      VerificationRows rows,
      SampleRows samples,
      Counting counting,
      Followers followers,
      Tellings tellings,
      VerificationProperties properties,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.samples = samples;
    this.counting = counting;
    this.followers = followers;
    this.tellings = tellings;
    this.properties = properties;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// When the next turn is due; null for none.
  @Nullable Duration sample(Row row, long fence) {
    var follower = followers.after(row.deployment(), row.placement());
    if (follower.isPresent()) {
      var why = "Not verified to the end: %s followed.".formatted(follower.get().sentence());
      return ended(row, fence, VerificationState.REPLACED, why);
    }
    var open =
        samples.of(row.deployment()).stream()
            .filter(one -> one.state() == VerificationState.RUNNING)
            .toList();
    return written(row, fence, asked(row, open));
  }

  private List<Turn> asked(Row row, List<Asked> open) {
    var at = row.now().truncatedTo(ChronoUnit.SECONDS);
    var before =
        Baseline.spans(
            row.rolloutAt(),
            properties.baseline(),
            followers.before(row.deployment(), row.placement(), row.rolloutAt()));
    var until = System.nanoTime() + PATIENCE.toNanos();
    var work = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var begun = new ArrayList<Future<Turn>>();
      open.forEach(one -> begun.add(work.submit(() -> counting.turn(row, one, before, at))));
      var turns = new ArrayList<Turn>();
      for (var i = 0; i < open.size(); i++) {
        var one = open.get(i);
        turns.add(
            within(
                begun.get(i),
                until,
                why -> new Turn(one.objective(), null, Counting.missed(row, one, at, why))));
      }
      return turns;
    } finally {
      work.shutdownNow();
    }
  }

  private static Turn within(Future<Turn> begun, long until, Function<String, Turn> missed) {
    try {
      return begun.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return missed.apply("no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a sample could not be taken", failure.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the portal is stopping");
    }
  }

  private @Nullable Duration written(Row row, long fence, List<Turn> turns) {
    var id = row.deployment();
    return transaction.execute(_ -> {
      requireTurn(id, fence);
      for (var turn : turns) {
        if (turn.comparison() != null) {
          samples.compared(id, turn.objective(), turn.comparison());
        }
        samples.sampled(id, turn.objective(), turn.sample());
        samples.stands(
            id, turn.objective(), Ruling.of(samples.outcomes(id, turn.objective()), row.wanted()));
      }
      var all = samples.of(id);
      var state = Ruling.of(all.stream().map(Asked::state).toList());
      if (!state.isFinal()) {
        tellings.sampled(id);
        return properties.every();
      }
      return end(row, state, words(state, all));
    });
  }

  private @Nullable Duration ended(Row row, long fence, VerificationState state, String why) {
    return transaction.execute(_ -> {
      requireTurn(row.deployment(), fence);
      return end(row, state, why);
    });
  }

  private @Nullable Duration end(Row row, VerificationState state, String why) {
    var back = state == VerificationState.FAILED && row.automatic();
    rows.end(row.deployment(), state, why, back ? WayBackState.WANTED : WayBackState.NONE);
    tellings.ended(row.deployment(), row.subject(), state, why, Tellings.ACTOR);
    return back ? Duration.ZERO : null;
  }

  private void requireTurn(UUID deployment, long fence) {
    if (!rows.holds(deployment, fence)) {
      throw new TurnLost(deployment);
    }
  }

  private static String words(VerificationState state, List<Asked> all) {
    var names =
        String.join(
            ", ", all.stream().filter(one -> one.state() == state).map(Asked::name).toList());
    return switch (state) {
      case FAILED -> "%s is worse than before: 3 samples are over the limit.".formatted(names);
      case INCONCLUSIVE ->
          "Too little traffic to tell (%s). Look yourself, then keep it or roll it back."
              .formatted(names);
      case ERROR ->
          "Metrics could not be asked five times in a row (%s). That says nothing of the rollout, so nothing follows from it."
              .formatted(names);
      default ->
          "As well as before by %s."
              .formatted(Plural.of(all.size(), "objective") + " (" + names + ")");
    };
  }

  /// Somebody else has it now, or a person has decided.
  static final class TurnLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TurnLost(UUID deployment) {
      super("the verification of " + deployment + " has another holder");
    }
  }
}
