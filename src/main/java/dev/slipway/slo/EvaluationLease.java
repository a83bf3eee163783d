package dev.slipway.slo;

import dev.slipway.kernel.UuidV7;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which replica of the portal asks the datasources. The database's clock decides when it ends; the
/// holder stops believing in it earlier, by its own, and whatever it writes is refused once it is
/// over.
@Component
class EvaluationLease {

  private static final Duration BELIEVED = Duration.ofSeconds(14);

  private final JdbcClient jdbc;
  private final UUID me = UuidV7.next();
  private volatile long heldUntil = System.nanoTime();

  EvaluationLease(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  UUID me() {
    return me;
  }

  boolean isHeld() {
    return heldUntil - System.nanoTime() > 0;
  }

  /// Takes or keeps the lease if it is free or ours.
  void renew() {
    var asked = System.nanoTime();
    var taken =
        jdbc.sql(
                    """
                    insert into slo_lease (holder, until)
                    values (:me, clock_timestamp() + interval '20 seconds')
                    on conflict (singleton) do update
                      set holder = excluded.holder, until = excluded.until
                      where slo_lease.holder = excluded.holder
                         or slo_lease.until < clock_timestamp()
                    """)
                .param("me", me)
                .update()
            == 1;
    heldUntil = taken ? asked + BELIEVED.toNanos() : asked;
  }

  void giveBack() {
    heldUntil = System.nanoTime();
    jdbc.sql("delete from slo_lease where holder = ?").param(me).update();
  }
}
