package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.IdempotencyKey;
import dev.slipway.kernel.ProblemType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// One intent, one effect: the same caller with the same key gets the same answer, also when the
/// first answer was lost on its way. Called inside the caller's transaction, so a key is taken
/// exactly where its effect is committed. The answers of the API are kept before it, by the same
/// callers and keys (`integrations.RecordedAnswers`); those may be lost, this not.
@Component
class IdempotencyKeys {

  private final JdbcClient jdbc;

  IdempotencyKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Claims the key for `answer`, or tells the answer it already has. Waits for a twin that is
  /// still at work.
  ///
  /// @param key the act, a blank, and the caller's key
  Optional<UUID> claim(Actor actor, String key, String requestHash, UUID answer) {
    IdempotencyKey.required(key.substring(key.indexOf(' ') + 1));
    var mine =
        jdbc.sql(
                """
                insert into plan_idempotency (principal, key, request_hash, answer)
                values (:principal, :key, :hash, :answer) on conflict do nothing
                """)
            .param("principal", actor.caller())
            .param("key", key)
            .param("hash", requestHash)
            .param("answer", answer)
            .update();
    return mine == 1 ? Optional.empty() : find(actor, key, requestHash);
  }

  /// The answer that the key already has.
  Optional<UUID> find(Actor actor, String key, String requestHash) {
    var former =
        jdbc.sql(
                """
                select request_hash, answer from plan_idempotency
                where principal = :principal and key = :key
                """)
            .param("principal", actor.caller())
            .param("key", key)
            .query(Former.class)
            .optional();
    if (former.isPresent() && !former.get().requestHash().equals(requestHash)) {
      throw new PlanRefused(
          ProblemType.KEY_REUSED,
          "The idempotency key was used for another request. Send a new key for a new intent.");
    }
    return former.map(Former::answer);
  }

  /// Keys are kept longer than anybody resends.
  void tidy() {
    jdbc.sql("delete from plan_idempotency where at < clock_timestamp() - interval '2 days'")
        .update();
  }

  record Former(String requestHash, UUID answer) {}
}
