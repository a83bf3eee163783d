package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Something in the cluster makes the pods run other content than was approved.
@SlipwayTest
class OtherContentTests {

  private static final String APPROVED = "sha256:" + "a".repeat(64);
  private static final String RUNNING = "sha256:" + "b".repeat(64);

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;

  @Test
  @Negative(21)
  void podsThatRunOtherContentThanApprovedAreNoSuccess() {
    var name = "rewritten-" + UuidV7.next().toString().substring(24);
    try (var yard =
        new Shipyard(
            context,
            like ->
                like.digests(
                    image -> image.contains("@") ? Optional.of(RUNNING) : Optional.empty()))) {
      yard.launch(name, "app.test/" + name + ":1.0.0");

      var deployment = rollOut(yard, name);

      var ended =
          await()
              .atMost(Duration.ofSeconds(90))
              .until(
                  () -> yard.bean(Deployments.class).byId(deployment).summary(),
                  found -> !found.state().isActive());
      assertThat(ended.state()).isIn(DeploymentState.FAILED, DeploymentState.ROLLED_BACK);
      assertThat(ended.why()).contains("bbbb").contains("not the approved content");
      assertThat(trail(deployment)).isPositive();
    }
  }

  private static UUID rollOut(Shipyard yard, String name) {
    var image = "app.test/" + name + ":1.0.1@" + APPROVED;
    var wish =
        new ProposeChange(
            ChangeKind.ROLLOUT,
            name,
            yard.slug(),
            Map.of("", image),
            null,
            null,
            null,
            null,
            null,
            "A webhook in the way",
            null,
            false,
            Set.of(),
            null);
    var plans = yard.bean(Plans.class);
    var plan = plans.propose(wish, yard.owner(), true);
    return plans.start(plan.id(), plan.hash(), UUID.randomUUID().toString(), yard.owner()).value();
  }

  private long trail(UUID deployment) {
    return jdbc.sql(
            """
            select count(*) from audit.audit_event
            where subject_id = :id and action in ('deployment.failed', 'deployment.rolled-back')
            """)
        .param("id", deployment.toString())
        .query(Long.class)
        .single();
  }
}
