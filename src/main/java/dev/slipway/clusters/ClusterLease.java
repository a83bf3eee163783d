package dev.slipway.clusters;

import dev.slipway.kernel.UuidV7;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Which replica of the portal writes down what it observes on a cluster. Every replica watches;
/// one writes. The database's clock decides when a lease ends; the holder stops believing in it
/// earlier, by its own.
@Service
public class ClusterLease {

  private static final Duration BELIEVED = Duration.ofSeconds(14);

  private final JdbcClient jdbc;
  private final UUID me = UuidV7.next();
  private final Map<ClusterId, Long> heldUntil = new ConcurrentHashMap<>();

  ClusterLease(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether this replica may write down what it observes on the cluster, now.
  public boolean holds(ClusterId cluster) {
    var until = heldUntil.get(cluster);
    return until != null && until - System.nanoTime() > 0;
  }

  /// Takes or keeps the leases that are free or ours.
  ///
  /// @return whether one was won that was not held before
  boolean renew(List<ClusterId> clusters) {
    var won = false;
    for (var cluster : clusters) {
      var held = holds(cluster);
      var asked = System.nanoTime();
      if (take(cluster)) {
        heldUntil.put(cluster, asked + BELIEVED.toNanos());
        won |= !held;
      } else {
        heldUntil.remove(cluster);
      }
    }
    return won;
  }

  void giveBack() {
    heldUntil.clear();
    jdbc.sql("delete from cluster_lease where holder = ?").param(me).update();
  }

  private boolean take(ClusterId cluster) {
    return jdbc.sql(
                """
                insert into cluster_lease (cluster_id, holder, until)
                values (:cluster, :me, clock_timestamp() + interval '20 seconds')
                on conflict (cluster_id) do update
                  set holder = excluded.holder, until = excluded.until
                  where cluster_lease.holder = excluded.holder
                     or cluster_lease.until < clock_timestamp()
                """)
            .param("cluster", cluster.value())
            .param("me", me)
            .update()
        == 1;
  }
}
