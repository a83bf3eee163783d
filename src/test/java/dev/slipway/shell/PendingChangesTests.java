package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PendingChangesTests {

  private static final long START = 1_000_000_000_000L;

  private final PendingChanges pending = new PendingChanges();

  @Test
  void theFirstChangeOfAnElementGoesOutAtOnce() {
    pending.change(Patch.text("a", "1"));

    assertThat(pending.take(START).patches()).containsExactly(Patch.text("a", "1"));
  }

  @Test
  void laterChangesOfTheSameElementWaitAndTheLatestWins() {
    pending.change(Patch.text("a", "1"));
    pending.take(START);
    pending.change(Patch.text("a", "2"));
    pending.change(Patch.text("a", "3"));

    assertThat(pending.take(after(100)).isEmpty()).isTrue();
    assertThat(pending.nextDue(after(100))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
    assertThat(pending.take(after(250)).patches()).containsExactly(Patch.text("a", "3"));
  }

  @Test
  void anElementThatRestsDoesNotHoldUpAnother() {
    pending.change(Patch.text("a", "1"));
    pending.take(START);
    pending.change(Patch.text("a", "2"));
    pending.change(Patch.text("b", "1"));

    assertThat(pending.take(after(1)).patches()).containsExactly(Patch.text("b", "1"));
  }

  @Test
  void joinedChangesKeepTheAttributesOfBoth() {
    pending.change(new Patch("a", "1", Map.of("class", "x")));
    pending.change(new Patch("a", null, Map.of("title", "y")));

    assertThat(pending.take(START).patches())
        .containsExactly(new Patch("a", "1", Map.of("class", "x", "title", "y")));
  }

  @Test
  void reloadsOfOnePartAreMerged() {
    pending.reload("rows");
    pending.reload("rows");

    assertThat(pending.take(START).reloads()).containsExactly("rows");
    pending.reload("rows");
    assertThat(pending.take(after(10)).isEmpty()).isTrue();
  }

  @Test
  void aPageThatTakesNothingBecomesOverfull() {
    for (int i = 0; i <= PendingChanges.MOST; i++) {
      pending.change(Patch.text("e" + i, "x"));
    }

    assertThat(pending.isOverfull()).isTrue();
  }

  private static long after(long milliseconds) {
    return START + TimeUnit.MILLISECONDS.toNanos(milliseconds);
  }
}
