package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/// What an owner of a service wrote is looked for where it holds up nobody.
class BodySearchTests {

  private static final TextPattern PATTERN = TextPattern.of("a+b");

  @Test
  void aVirtualThreadLetsAnotherReckon() throws Exception {
    var search = new BodySearch(Duration.ofSeconds(60));
    Set<Thread> reckoned = ConcurrentHashMap.newKeySet();
    var found = new CountDownLatch(1);
    var asked =
        Thread.ofVirtual()
            .start(() -> {
              if (isIn(search, _ -> reckoned.add(Thread.currentThread()))) {
                found.countDown();
              }
            });
    asked.join();

    assertThat(found.getCount()).isZero();
    assertThat(reckoned).isNotEmpty().noneMatch(Thread::isVirtual);
  }

  @Test
  void aSearchThatTakesTooLongIsGivenUpAndEnds() throws Exception {
    var search = new BodySearch(Duration.ofMillis(50));
    var ended = new CountDownLatch(1);

    assertThatThrownBy(() ->
            search.isIn(
                PATTERN,
                new Body(_ -> {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException _) {
                    ended.countDown();
                    Thread.currentThread().interrupt();
                  }
                })))
        .isInstanceOf(TimeoutException.class);
    ended.await();
  }

  private static boolean isIn(BodySearch search, IntConsumer reading) {
    try {
      return search.isIn(PATTERN, new Body(reading));
    } catch (TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }

  /// `aab`, and tells when it is read.
  private record Body(IntConsumer reading) implements CharSequence {

    @Override
    public int length() {
      return 3;
    }

    @Override
    public char charAt(int index) {
      reading.accept(index);
      return "aab".charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return "aab".subSequence(start, end);
    }
  }
}
