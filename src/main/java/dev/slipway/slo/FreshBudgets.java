package dev.slipway.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Counts objectives at the moment that somebody asks, for a decision. Writes nothing, so that
/// asking often neither leaves a state earlier nor keeps what was only asked.
@Component
class FreshBudgets {

  /// Whoever decides waits this long and no longer.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Whoever only asks waits so long for their turn.
  private static final Duration TURN = Duration.ofSeconds(1);

  /// So many questions of those who only ask a server has to answer at a time. It takes four
  /// ({@code PrometheusApi}), so half of it stays for those that count and for steps that change
  /// something.
  private static final int MERE_QUESTIONS = 2;

  private final Map<UUID, Semaphore> turns = new ConcurrentHashMap<>();
  private final DatasourceRows datasources;
  private final CountedWindows windows;
  private final EvaluationWrites clock;

  FreshBudgets(DatasourceRows datasources, CountedWindows windows, EvaluationWrites clock) {
    this.datasources = datasources;
    this.windows = windows;
    this.clock = clock;
  }

  /// What is known of each now; where nobody answers, the last good evaluation, as stale as it is.
  ///
  /// @param inTurn whether nothing but an answer hangs on it: such questions are asked a few at a
  ///   time, and where they come too many they are answered by the last evaluation
  List<BudgetReading> of(List<ObjectiveRow> rows, boolean inTurn) {
    var at = clock.now();
    var until = System.nanoTime() + PATIENCE.toNanos();
    var work = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<SliAnswer<Map<Duration, WindowReading>>>> asked = new ArrayList<>();
      rows.forEach(row -> asked.add(work.submit(() -> inTurn ? askInTurn(row, at) : ask(row, at))));
      List<BudgetReading> found = new ArrayList<>();
      for (var i = 0; i < rows.size(); i++) {
        found.add(reading(rows.get(i), answer(asked.get(i), until), at));
      }
      return found;
    } finally {
      work.shutdownNow();
    }
  }

  private SliAnswer<Map<Duration, WindowReading>> ask(ObjectiveRow row, Instant at) {
    var from = datasources.find(row.definition().datasource()).orElseThrow(Objectives::nothing);
    return windows.of(row, from, at);
  }

  private SliAnswer<Map<Duration, WindowReading>> askInTurn(ObjectiveRow row, Instant at)
      throws InterruptedException {
    var turn =
        turns.computeIfAbsent(
            row.definition().datasource(), _ -> new Semaphore(MERE_QUESTIONS, true));
    if (!turn.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
      return new SliAnswer.Unavailable<>("others ask its datasource at this moment");
    }
    try {
      return ask(row, at);
    } finally {
      turn.release();
    }
  }

  private static SliAnswer<Map<Duration, WindowReading>> answer(
      Future<SliAnswer<Map<Duration, WindowReading>>> asked, long until) {
    try {
      return asked.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new SliAnswer.Unavailable<>("no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new SliAnswer.Unavailable<>(String.valueOf(e.getCause()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new SliAnswer.Unavailable<>("the portal is stopping");
    }
  }

  private static BudgetReading reading(
      ObjectiveRow row, SliAnswer<Map<Duration, WindowReading>> answer, Instant at) {
    var definition = row.definition();
    var found =
        Evaluation.of(
            new Target(definition.objective()),
            Duration.ofDays(definition.windowDays()),
            row.kept(),
            answer);
    if (found.good()) {
      return new BudgetReading(
          found.partial() ? BudgetState.UNKNOWN : found.state(),
          found.partial() ? ReadingQuality.PARTIAL : ReadingQuality.FRESH,
          found.consumed(),
          found.burn(),
          found.alert(),
          at,
          found.reason(),
          WindowLines.counts(found.readings().get(Duration.ofDays(definition.windowDays()))));
    }
    return found.unusable()
        ? unknown(row.budget(), found.reason())
        : stale(row.budget(), found.reason());
  }

  private static BudgetReading unknown(BudgetReading last, @Nullable String reason) {
    return new BudgetReading(
        BudgetState.UNKNOWN,
        ReadingQuality.UNKNOWN,
        null,
        null,
        BurnSeverity.NONE,
        last.asOf(),
        reason);
  }

  private static BudgetReading stale(BudgetReading last, @Nullable String reason) {
    return new BudgetReading(
        last.state(),
        last.quality() == ReadingQuality.FRESH ? ReadingQuality.STALE : last.quality(),
        last.consumed(),
        last.burn(),
        last.alert(),
        last.asOf(),
        reason);
  }
}
