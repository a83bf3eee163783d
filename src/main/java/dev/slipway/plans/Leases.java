package dev.slipway.plans;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who works on an operation, by the clock of the database. Every take counts the fence up; whoever
/// holds an older fence writes nothing any more. Called inside the caller's transaction.
@Component
class Leases {

  static final Duration LENGTH = Duration.ofSeconds(20);
  static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int AT_ONCE_PER_CLUSTER = 2;

  private final JdbcClient jdbc;

  Leases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void open(OperationId operation, UUID cluster) {
    jdbc.sql(
            """
            insert into operation_lease (operation, cluster, fence, until)
            values (:operation, :cluster, 0, clock_timestamp())
            """)
        .param("operation", operation.value())
        .param("cluster", cluster)
        .update();
  }

  /// Whether the cluster has a free slot. The caller holds the lock of the cluster.
  boolean hasSlot(UUID cluster, OperationId operation) {
    var busy =
        jdbc.sql(
                """
                select count(*) from operation_lease
                where cluster = :cluster and operation <> :operation and holder is not null
                  and until > clock_timestamp()
                """)
            .param("cluster", cluster)
            .param("operation", operation.value())
            .query(Integer.class)
            .single();
    return busy < AT_ONCE_PER_CLUSTER;
  }

  /// Takes the operation if nobody holds it; answers the new fence.
  OptionalLong take(OperationId operation, String holder) {
    return jdbc.sql(
            """
            update operation_lease set fence = fence + 1, holder = :holder,
              until = clock_timestamp() + make_interval(secs => :seconds)
            where operation = :operation and (holder is null or until <= clock_timestamp())
            returning fence
            """)
        .param("operation", operation.value())
        .param("holder", holder)
        .param("seconds", LENGTH.toSeconds())
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /// Takes it from whoever holds it.
  long seize(OperationId operation) {
    return jdbc.sql(
            """
            update operation_lease set fence = fence + 1, holder = null, until = clock_timestamp()
            where operation = :operation returning fence
            """)
        .param("operation", operation.value())
        .query(Long.class)
        .single();
  }

  boolean renew(OperationId operation, long fence) {
    return jdbc.sql(
                """
                update operation_lease set until = clock_timestamp() + make_interval(secs => :seconds)
                where operation = :operation and fence = :fence and until > clock_timestamp()
                """)
            .param("operation", operation.value())
            .param("fence", fence)
            .param("seconds", LENGTH.toSeconds())
            .update()
        == 1;
  }

  /// Whether the fence still is the newest; locks it until the transaction ends.
  boolean holds(OperationId operation, long fence) {
    return jdbc.sql(
            """
            select 1 from operation_lease
            where operation = :operation and fence = :fence and until > clock_timestamp()
            for update
            """)
        .param("operation", operation.value())
        .param("fence", fence)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  void release(OperationId operation, long fence) {
    jdbc.sql(
            """
            update operation_lease set holder = null, until = clock_timestamp()
            where operation = :operation and fence = :fence
            """)
        .param("operation", operation.value())
        .param("fence", fence)
        .update();
  }

  long fence(OperationId operation) {
    return jdbc.sql("select fence from operation_lease where operation = :operation")
        .param("operation", operation.value())
        .query(Long.class)
        .single();
  }
}
