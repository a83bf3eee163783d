package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@SlipwayTest
class OpenChangesTests {

  @Autowired ApplicationContext context;
  @Autowired OpenChanges openChanges;
  private Stage stage;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
  }

  @Test
  void theSameChangeIsKnownAsLongAsItWaits() {
    var placement = stage.placement();
    var first = stage.propose(placement, ChangeKind.ROLLOUT);
    var again = stage.plans.byId(stage.propose(placement, ChangeKind.ROLLOUT).id);
    assertThat(openChanges.waitingFor(again)).as("nobody was asked yet").isEmpty();

    stage.plans.submit(first.id, Stage.actor(stage.ada));
    assertThat(openChanges.waitingFor(again)).contains(first.id);

    stage.plans.withdraw(first.id, "not needed", Stage.actor(stage.ada));
    assertThat(openChanges.waitingFor(again)).isEmpty();
  }

  @Test
  void anotherChangeOrAnotherPlaceIsNotTheSame() {
    var placement = stage.placement();
    var first = stage.propose(placement, ChangeKind.ROLLOUT);
    stage.plans.submit(first.id, Stage.actor(stage.ada));

    var scale = stage.plans.byId(stage.propose(placement, ChangeKind.SCALE).id);
    var elsewhere = stage.plans.byId(stage.propose(stage.placement(), ChangeKind.ROLLOUT).id);

    assertThat(openChanges.waitingFor(scale)).isEmpty();
    assertThat(openChanges.waitingFor(elsewhere)).isEmpty();
  }
}
