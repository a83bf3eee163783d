package dev.slipway.integrations;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// One answer for every key of a caller, on every replica. A call that was refused has had no
/// effect, so its key is free again; one that failed may have had one, so only the same call takes
/// its key; one that was cut off keeps it closed for two minutes, longer than any call lasts.
@Service
public class RecordedAnswers {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final JdbcClient jdbc;

  RecordedAnswers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Takes the key for this call, or gives the answer that it already has; waits for a twin that is
  /// still at work.
  ///
  /// @throws DomainFailure KEY_REUSED if the key was used for another call
  public Optional<RecordedAnswer> claim(String caller, String key, String call) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!take(caller, key, call)) {
      var former = find(caller, key);
      if (former.isPresent()) {
        requireSame(former.get(), call);
        if (former.get().body() != null) {
          return Optional.of(former.get().answer());
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
    return Optional.empty();
  }

  private boolean take(String caller, String key, String call) {
    return jdbc.sql(
                """
                insert into recorded_answer (caller, key, call) values (:caller, :key, :call)
                on conflict (caller, key) do update set at = clock_timestamp()
                  where recorded_answer.call = excluded.call and recorded_answer.body is null
                    and recorded_answer.at < clock_timestamp() - interval '2 minutes'
                """)
            .param("caller", caller)
            .param("key", key)
            .param("call", call)
            .update()
        == 1;
  }

  private Optional<Former> find(String caller, String key) {
    return jdbc.sql(
            """
            select call, status, location, body from recorded_answer
            where caller = :caller and key = :key
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

  /// Keeps the answer of a call that had its effect.
  public void keep(String caller, String key, RecordedAnswer answer) {
    jdbc.sql(
            """
            update recorded_answer set status = :status, location = :location, body = :body
            where caller = :caller and key = :key
            """)
        .param("status", answer.status())
        .param("location", answer.location())
        .param("body", answer.body())
        .param("caller", caller)
        .param("key", key)
        .update();
  }

  /// Gives the key of a call back that had no effect.
  public void release(String caller, String key) {
    jdbc.sql("delete from recorded_answer where caller = :caller and key = :key and body is null")
        .param("caller", caller)
        .param("key", key)
        .update();
  }

  /// Lets the same call try again at once, and no other: whether it had an effect is not known.
  public void reopen(String caller, String key) {
    jdbc.sql(
            """
            update recorded_answer set at = clock_timestamp() - interval '3 minutes'
            where caller = :caller and key = :key and body is null
            """)
        .param("caller", caller)
        .param("key", key)
        .update();
  }

  @Scheduled(cron = "0 23 * * * *", zone = "UTC")
  void forget() {
    jdbc.sql("delete from recorded_answer where at < clock_timestamp() - interval '2 days'")
        .update();
  }

  record Former(
      String call, @Nullable Integer status, @Nullable String location, @Nullable String body) {

    RecordedAnswer answer() {
      return new RecordedAnswer(status == null ? 200 : status, location, body == null ? "" : body);
    }
  }
}
