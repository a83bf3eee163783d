package dev.slipway.integrations;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// One answer for every key of a caller, on every replica. A call that was refused has had no
/// effect, so its key is free again. Of one that failed or was cut off nobody knows whether it had
/// one: it is done again only if it guards its effect itself, by the same key; else it is refused
/// for good under this key, and whoever sent it looks for themselves. A key without an answer
/// counts as cut off after two minutes, longer than any call lasts; that of a call that guards
/// itself is waited for a few seconds only, so that a killed portal holds up no pipeline.
@Service
public class RecordedAnswers {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  private static final int MOST_LATE = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(RecordedAnswers.class);

  private final JdbcClient jdbc;
  private final Queue<StatementSpec> late = new ArrayBlockingQueue<>(MOST_LATE);

  RecordedAnswers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What came of a key: the answer that it has, or the claim by which this call is to settle it.
  public record Claim(UUID id, @Nullable RecordedAnswer answer) {}

  /// Takes the key for this call, or gives the answer that it already has; waits for a twin that is
  /// still at work.
  ///
  /// @param guarded whether the call guards its effect by this key itself, so that doing it again
  ///   does no harm
  /// @throws DomainFailure KEY_REUSED if the key was used for another call; CONFLICT if nobody
  ///   knows what became of the first one
  public Claim claim(String caller, String key, String call, boolean guarded) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    var claim = UuidV7.next();
    while (!take(caller, key, call, claim, guarded)) {
      var former = find(caller, key);
      if (former.isPresent()) {
        requireSame(former.get(), call);
        if (former.get().body() != null) {
          return new Claim(claim, former.get().answer());
        }
        if (former.get().cutOff() && !guarded) {
          throw new DomainFailure(
              ProblemType.CONFLICT,
              "The first call with this Idempotency-Key ended without an answer, so it may have been done or"
                  + " not. Look at what it was for; if it was not done, send it again with a new key.");
        }
      }
      if (System.nanoTime() > until) {
        throw new DomainFailure(
            ProblemType.CONFLICT,
            "The first call with this Idempotency-Key is still at work. Send it again in a moment,"
                + " with the same key.");
      }
      pause();
    }
    return new Claim(claim, null);
  }

  private boolean take(String caller, String key, String call, UUID claim, boolean guarded) {
    return jdbc.sql(
                """
                insert into recorded_answer (caller, key, call, claim)
                values (:caller, :key, :call, :claim)
                on conflict (caller, key) do update set at = clock_timestamp(), claim = excluded.claim
                  where :guarded and recorded_answer.call = excluded.call
                    and recorded_answer.body is null
                    and recorded_answer.at < clock_timestamp() - interval '5 seconds'
                """)
            .param("caller", caller)
            .param("key", key)
            .param("call", call)
            .param("claim", claim)
            .param("guarded", guarded)
            .update()
        == 1;
  }

  private Optional<Former> find(String caller, String key) {
    return jdbc.sql(
            """
            select call, status, location, body,
              at < clock_timestamp() - interval '2 minutes' as cut_off
            from recorded_answer where caller = :caller and key = :key
            """)
        .param("caller", caller)
        .param("key", key)
        .query(Former.class)
        .optional();
  }

  private static void requireSame(Former former, String call) {
    if (!former.call().equals(call)) {
      throw new DomainFailure(
          ProblemType.KEY_REUSED,
          "This Idempotency-Key was used for another call. Send a new key for a new intent.");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a twin was at work", stopped);
    }
  }

  /// Keeps the answer of a call that had its effect, unless another one holds the key by now.
  public void keep(Claim claim, RecordedAnswer answer) {
    settle(
        jdbc.sql(
                """
                update recorded_answer set status = :status, location = :location, body = :body
                where claim = :claim
                """)
            .param("status", answer.status())
            .param("location", answer.location())
            .param("body", answer.body())
            .param("claim", claim.id()));
  }

  /// Gives the key of a call back that had no effect.
  public void release(Claim claim) {
    settle(
        jdbc.sql("delete from recorded_answer where claim = :claim and body is null")
            .param("claim", claim.id()));
  }

  /// Says that the call ended and nobody knows whether it had an effect.
  public void cutOff(Claim claim) {
    settle(
        jdbc.sql(
                """
                update recorded_answer set at = clock_timestamp() - interval '3 minutes'
                where claim = :claim and body is null
                """)
            .param("claim", claim.id()));
  }

  /// What a call came to is right also while the database has no room to keep it. Whoever repeats
  /// that call waits for this, so it is tried again at once, not when the key counts as cut off.
  private void settle(StatementSpec settlement) {
    try {
      settlement.update();
    } catch (DataAccessException failure) {
      LOG.warn("What a call came to could not be kept under its Idempotency-Key yet", failure);
      if (!late.offer(settlement)) {
        LOG.warn("Nor can it be later: its key counts as cut off in two minutes");
      }
    }
  }

  @Scheduled(fixedDelay = 500)
  void settleLate() {
    try {
      for (var next = late.peek(); next != null; next = late.peek()) {
        next.update();
        late.remove(next);
      }
    } catch (DataAccessException failure) {
      LOG.debug("Still no room to keep what calls came to", failure);
    }
  }

  @Scheduled(cron = "0 23 * * * *", zone = "UTC")
  void forget() {
    jdbc.sql("delete from recorded_answer where at < clock_timestamp() - interval '2 days'")
        .update();
  }

  record Former(
      String call,
      @Nullable Integer status,
      @Nullable String location,
      @Nullable String body,
      boolean cutOff) {

    RecordedAnswer answer() {
      return new RecordedAnswer(status == null ? 200 : status, location, body == null ? "" : body);
    }
  }
}
