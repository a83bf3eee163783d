package dev.slipway.plans;

import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Ten thousand deployments wait for one cluster whose slots never get free: those of another
/// cluster do not wait with them. More than the queue takes today; a database may hold them all the
/// same, from an earlier version or a larger setting.
@SlipwayTest
@Tag("slow")
class DeadClusterQueueTests {

  private static final int WAITING = 10_000;

  @Autowired ApplicationContext context;
  private final String unique = UuidV7.next().toString().substring(24);
  private final UUID dead = UuidV7.next();
  private Shipyard well;

  @BeforeEach
  void launch() {
    well = new Shipyard(context);
  }

  @AfterEach
  void clear() {
    sql(
        """
        delete from scheduled_tasks where task_instance in
          (select id::text from operation where cluster = '%1$s');
        delete from operation_step where operation in
          (select id from operation where cluster = '%1$s');
        delete from operation_lease where cluster = '%1$s';
        delete from operation where cluster = '%1$s';
        delete from plan where cluster = '%1$s';
        """
            .formatted(dead));
    well.close();
  }

  @Test
  @Negative(83)
  void tenThousandForOneDeadClusterHoldUpNoOther() {
    well.launch("steady-" + unique, "app.test/steady:1.0.0");
    succeeds(restart());
    fill();
    succeeds(restart());
    succeeds(restart());
  }

  private OperationId restart() {
    var plans = context.getBean(Plans.class);
    var wish =
        new ProposeChange(
            ChangeKind.RESTART,
            "steady-" + unique,
            well.slug(),
            Map.of(),
            null,
            null,
            null,
            null,
            null,
            "Somebody else's cluster is dead",
            null,
            false,
            Set.of(),
            null);
    var plan = plans.propose(wish, well.owner(), true, null);
    return plans.start(plan.id(), plan.hash(), UuidV7.next().toString(), well.owner());
  }

  private void succeeds(OperationId id) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> context.getBean(Operations.class).byId(id).state() == OperationState.SUCCEEDED);
  }

  /// Copies of the one that has just ended, queued for the dead cluster, all of them due; its two
  /// slots are held by calls that nobody answers.
  private void fill() {
    sql(
        """
        create temp table model as select * from operation where id =
          (select id from operation where subject_name like '%%' and service_slug = 'steady-%1$s' limit 1);
        create temp table made as
          select gen_random_uuid() as plan, gen_random_uuid() as id from generate_series(1, %2$d);
        insert into plan select (jsonb_populate_record(p, jsonb_build_object(
            'id', made.plan, 'hash', made.plan, 'cluster', '%3$s', 'placement', made.plan))).*
          from made, plan p where p.id = (select plan from model);
        insert into operation select (jsonb_populate_record(m, jsonb_build_object(
            'id', made.id, 'plan', made.plan, 'placement', made.plan, 'cluster', '%3$s',
            'state', 'QUEUED', 'effect', 'NONE', 'percent', 0, 'ended_at', null,
            'progress', 'Waits for a slot of its cluster',
            'deadline', clock_timestamp() + interval '1 hour'))).*
          from made, model m;
        insert into operation_lease (operation, cluster, fence, holder, until)
          select id, '%3$s', 0, case when place <= 2 then 'hangs' end,
            clock_timestamp() + case when place <= 2 then interval '1 hour' else '0' end
          from (select id, row_number() over () as place from made) placed;
        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
          select '%4$s', id::text, clock_timestamp(), false, 1 from made;
        drop table model, made;
        """
            .formatted(unique, WAITING, dead, PlanTasks.OPERATION));
  }

  private static void sql(String statements) {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var run = connection.createStatement()) {
      run.execute("set session_replication_role = replica");
      run.execute(statements);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
