package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables of allowed moves, the triggers that read them, and the code agree.
@SlipwayTest
class TransitionTests {

  @Autowired JdbcClient jdbc;
  @Autowired ApplicationContext context;

  @Test
  void theTableOfPlansIsTheOneOfTheCode() {
    Set<String> code = new HashSet<>();
    for (var from : PlanState.values()) {
      from.next().forEach(to -> code.add(from + ">" + to));
    }
    assertThat(table("plan_move")).isEqualTo(code);
  }

  @Test
  void theTableOfOperationsIsTheOneOfTheCode() {
    Set<String> code = new HashSet<>();
    for (var from : OperationState.values()) {
      from.next().forEach(to -> code.add(from + ">" + to));
    }
    assertThat(table("operation_move")).isEqualTo(code);
  }

  private Set<String> table(String name) {
    return new HashSet<>(
        jdbc.sql("select from_state || '>' || to_state from " + name).query(String.class).list());
  }

  @Test
  @Negative(26)
  void theApplicationsRoleCannotChangeAPlanOrSetItsStateByHand() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);

    refused("update plan set reason = 'other' where id = '%s'", plan);
    refused("delete from plan where id = '%s'", plan);
    refused("delete from plan_status where plan = '%s'", plan);
    refused("update plan_status set state = 'APPROVED' where plan = '%s'", plan);
    refused(
        "update plan_status set state = 'APPROVED', version = version + 1 where plan = '%s'", plan);
    refused("insert into plan_move values ('PLANNED', 'APPROVED')%.0s", plan);
    refused("update operation_step set text = '%s'", plan);
  }

  @Test
  @Promise("P3")
  void aFinishedOperationNeverChangesAgain() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var operation = stage.start(stage.propose(stage.placement(), ChangeKind.ROLLOUT));
    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);

    for (var state : OperationState.values()) {
      assertThatThrownBy(() ->
              jdbc.sql("update operation set state = :state, version = version + 1 where id = :id")
                  .param("state", state.name())
                  .param("id", operation.value())
                  .update())
          .hasMessageContaining("does not change any more");
    }
  }

  private void refused(String sql, Plan plan) {
    assertThatThrownBy(() -> jdbc.sql(sql.formatted(plan.id.value())).update())
        .as(sql)
        .isInstanceOf(org.springframework.dao.DataAccessException.class);
  }
}
