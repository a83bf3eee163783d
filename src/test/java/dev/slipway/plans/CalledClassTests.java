package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeFacts.Declared;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What a requester calls a change is part of what is approved.
@SlipwayTest
class CalledClassTests {

  @Autowired ApplicationContext context;
  private Stage stage;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
  }

  @Test
  void itIsInTheHashAndOnThePlan() {
    var draft = stage.draft(stage.placement(), ChangeKind.ROLLOUT, Way.FORWARD);
    var plan = stored(draft.with(draft.prepared().called(fix("INC-7"), "INC-7")));

    var view = context.getBean(Plans.class).byId(plan.id);
    assertThat(view.called()).isEqualTo(ChangeClass.FIX);
    assertThat(plan.contentTree().path("changeClass").asString("")).isEqualTo("fix");
    assertThat(plan.hashHolds()).isTrue();
    assertThat(plan.facts().declared()).isEqualTo(fix("INC-7"));
  }

  @Test
  void nothingIsSaidOfWhatWasNotCalledAnything() {
    var plan = stored(stage.draft(stage.placement(), ChangeKind.ROLLOUT, Way.FORWARD));

    assertThat(context.getBean(Plans.class).byId(plan.id).called()).isNull();
    assertThat(plan.contentTree().has("changeClass")).isFalse();
    assertThat(plan.facts().declared()).isNull();
  }

  private Plan stored(Draft draft) {
    return stage.propose(draft, stage.ada);
  }

  private static Declared fix(String ticket) {
    return new Declared(ChangeClass.FIX, ticket);
  }
}
