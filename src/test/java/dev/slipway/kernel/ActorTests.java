package dev.slipway.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActorTests {

  @Test
  void aTokenCannotBeAskedButItsPersonCan() {
    assertThat(Actor.toAsk(Actor.byToken("Dora Dev", "ci-deploy"))).isEqualTo("Dora Dev");
    assertThat(Actor.toAsk("Jon")).isEqualTo("Jon");
  }
}
