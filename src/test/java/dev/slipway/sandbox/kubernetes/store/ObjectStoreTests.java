package dev.slipway.sandbox.kubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class ObjectStoreTests {

  private static final Key KEY = new Key("shop", "api");

  @TempDir private Path folder;

  @Test
  void everyWriteHasAHigherVersion() {
    try (var store = new ObjectStore(null, 100)) {
      long first = version(store.put("pods", object(1)));
      long second = version(store.put("pods", object(2)));
      assertThat(second).isGreaterThan(first);
      assertThat(store.version()).isEqualTo(second);
    }
  }

  @Test
  void stateAndVersionsSurviveWithoutAClose() {
    var first = new ObjectStore(folder, 100);
    first.put("pods", object(1));
    long last = version(first.put("pods", object(2)));
    try (var second = new ObjectStore(folder, 100)) {
      assertThat(second.version()).isEqualTo(last);
      assertThat(Objects.requireNonNull(second.get("pods", KEY)).path("n").asInt()).isEqualTo(2);
    }
    first.close();
  }

  @Test
  void aHalfWrittenLastLineIsDropped() throws IOException {
    var first = new ObjectStore(folder, 100);
    long last = version(first.put("pods", object(1)));
    first.close();
    Files.writeString(
        folder.resolve("changes.jsonl"), "{\"version\":99,\"ki", StandardOpenOption.APPEND);
    try (var second = new ObjectStore(folder, 100)) {
      assertThat(second.version()).isEqualTo(last);
      second.put("pods", object(2));
    }
    try (var third = new ObjectStore(folder, 100)) {
      assertThat(Objects.requireNonNull(third.get("pods", KEY)).path("n").asInt()).isEqualTo(2);
    }
  }

  @Test
  void manyChangesBecomeASnapshot() {
    try (var store = new ObjectStore(folder, 100)) {
      for (int i = 0; i < 21_000; i++) {
        store.put("pods", object(i));
      }
    }
    assertThat(folder.resolve("snapshot.jsonl")).exists();
    try (var again = new ObjectStore(folder, 100)) {
      assertThat(Objects.requireNonNull(again.get("pods", KEY)).path("n").asInt())
          .isEqualTo(20_999);
      assertThat(again.version()).isEqualTo(21_001);
    }
  }

  @Test
  void historyIsReplayedInOrderUntilItIsForgotten() throws InterruptedException {
    try (var store = new ObjectStore(null, 100)) {
      long before = store.version();
      store.put("pods", object(1));
      store.put("pods", object(2));
      store.remove("pods", KEY);
      assertThat(store.await("pods", before, Duration.ZERO))
          .extracting(Change::kind)
          .containsExactly(Change.Kind.ADDED, Change.Kind.MODIFIED, Change.Kind.DELETED);
      assertThat(store.reaches("pods", before)).isTrue();
      store.truncate();
      assertThat(store.reaches("pods", before)).isFalse();
      assertThat(store.reaches("pods", store.version())).isTrue();
    }
  }

  @Test
  void historyIsBounded() {
    try (var store = new ObjectStore(null, 10)) {
      long before = store.version();
      for (int i = 0; i < 25; i++) {
        store.put("pods", object(i));
      }
      assertThat(store.reaches("pods", before)).isFalse();
      assertThat(store.reaches("nodes", before)).isTrue();
    }
  }

  private static ObjectNode object(int number) {
    ObjectNode object = Json.object().put("n", number);
    object.putObject("metadata").put("namespace", "shop").put("name", "api").put("uid", "u");
    return object;
  }

  private static long version(ObjectNode object) {
    return Long.parseLong(Json.version(object));
  }
}
