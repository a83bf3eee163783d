package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.ProblemType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// One intent, one effect: the same person with the same key gets the same answer, also when the
/// first answer was lost on its way. Called inside the caller's transaction.
@Component
class IdempotencyKeys {

  private final JdbcClient jdbc;

  IdempotencyKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Claims the key for `answer`, or tells the answer it already has. Waits for a twin that is
  /// still at work.
  Optional<UUID> claim(Actor actor, String key, String requestHash, UUID answer) {
    if (key.isBlank() || key.length() > 200) {
      throw new PlanRefused(
          ProblemType.INVALID_REQUEST,
          "The idempotency key must have 1 to 200 characters. Send a new UUID for every intent.");
    }
    var principal = principal(actor);
    var mine =
        jdbc.sql(
                """
                insert into plan_idempotency (principal, key, request_hash, answer)
                values (:principal, :key, :hash, :answer) on conflict do nothing
                """)
            .param("principal", principal)
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
            .param("principal", principal(actor))
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

  private static String principal(Actor actor) {
    return actor.via() + ":" + (actor.person() == null ? actor.name() : actor.person());
  }

  /// Keys are kept longer than anybody resends.
  void tidy() {
    jdbc.sql("delete from plan_idempotency where at < clock_timestamp() - interval '2 days'")
        .update();
  }

  record Former(String requestHash, UUID answer) {}
}
