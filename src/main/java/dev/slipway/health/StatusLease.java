package dev.slipway.health;

import dev.slipway.kernel.UuidV7;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which replica of the portal writes the history of statuses. Every replica judges for itself; one
/// writes. The database's clock decides when the lease ends; the holder stops believing in it
/// earlier, by its own, and whatever it writes is refused once it is over.
@Component
class StatusLease {

  /// Ends every statement that only the holder may run; binds `:me`.
  static final String HELD =
      " exists (select from health_lease where holder = :me and until > clock_timestamp())";

  private static final Duration BELIEVED = Duration.ofSeconds(14);

  private final JdbcClient jdbc;
  private final UUID me = UuidV7.next();
  private volatile long heldUntil = System.nanoTime();

  StatusLease(JdbcClient jdbc) {
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
                    insert into health_lease (holder, until)
                    values (:me, clock_timestamp() + interval '20 seconds')
                    on conflict (singleton) do update
                      set holder = excluded.holder, until = excluded.until
                      where health_lease.holder = excluded.holder
                         or health_lease.until < clock_timestamp()
                    """)
                .param("me", me)
                .update()
            == 1;
    heldUntil = taken ? asked + BELIEVED.toNanos() : asked;
  }

  /// The row stays: it tells when somebody last looked.
  void giveBack() {
    heldUntil = System.nanoTime();
    jdbc.sql("update health_lease set until = clock_timestamp() where holder = ?")
        .param(me)
        .update();
  }
}
