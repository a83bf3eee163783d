package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.sandbox.Storyteller.Part;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StorytellerTests {

  private final Storyteller teller = new Storyteller();

  @Test
  void aStoryIsUnderWayUntilTheLastOfItsTellingsEnds() {
    var first = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var second = new CountDownLatch(1);
    teller.begin(List.of(new Part("The first", first::await)));
    teller.begin(
        List.of(
            new Part(
                "The second",
                () -> {
                  begun.countDown();
                  second.await();
                })));

    first.countDown();
    await().until(() -> begun.getCount() == 0);
    assertThat(teller.telling().underWay()).isTrue();

    second.countDown();
    await().until(() -> !teller.telling().underWay());
    assertThat(teller.telling().missing()).isEmpty();
  }

  @Test
  void whateverFailsIsNamedAsMissingAndTheRestIsTold() {
    var told = new CountDownLatch(1);
    teller.begin(
        List.of(
            new Part("The approval", StorytellerTests::frozen),
            new Part("The rollout", StorytellerTests::broken),
            new Part("The last", told::countDown)));

    await().until(() -> !teller.telling().underWay());

    assertThat(told.getCount()).isZero();
    assertThat(teller.telling().missing())
        .containsExactly(
            "The approval: It is frozen.",
            "The rollout: the portal failed at it. Its log says why; reset to have it told again.");
  }

  private static void frozen() {
    throw new DomainFailure(ProblemType.CONFLICT, "It is frozen.");
  }

  private static void broken() {
    throw new IllegalStateException("broken");
  }
}
