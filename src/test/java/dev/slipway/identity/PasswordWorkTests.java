package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.testing.Negative;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// However many strangers give a password, the others keep their processor.
class PasswordWorkTests {

  @Test
  @Negative(49)
  void ofManyAtOnceOnlyAFewAreComputedAndNeverOnTheThreadOfARequest() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    try (var work = new PasswordWork(2, Duration.ofMinutes(1));
        var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Boolean>>();
      for (var i = 0; i < 200; i++) {
        answers.add(
            requests.submit(() ->
                work.done(() -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  running.decrementAndGet();
                  return Thread.currentThread().isVirtual();
                })));
      }
      for (var virtual : answers) {
        assertThat(virtual.get(1, TimeUnit.MINUTES)).isFalse();
      }
    }
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  @Negative(49)
  void whoFindsTooManyBeforeThemIsSentAwayAndTheNextIsServed() throws Exception {
    var slow = new CountDownLatch(1);
    var began = new CountDownLatch(1);
    try (var work = new PasswordWork(1, Duration.ofMillis(20));
        var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          requests.submit(() ->
              work.done(() -> {
                began.countDown();
                return slow.await(1, TimeUnit.MINUTES);
              }));
      assertThat(began.await(1, TimeUnit.MINUTES)).isTrue();
      assertThatThrownBy(() -> work.done(() -> true))
          .isInstanceOfSatisfying(
              DomainFailure.class,
              refused -> assertThat(refused.problem()).isEqualTo(ProblemType.TOO_MANY_REQUESTS))
          .hasMessageContaining("try again");
      slow.countDown();
      assertThat(first.get(1, TimeUnit.MINUTES)).isTrue();
      assertThat(work.done(() -> true)).isTrue();
    }
  }
}
