package dev.slipway.deployments.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployments.ImageRef;
import dev.slipway.deployments.registry.RegistriesProperties.Registry;
import dev.slipway.plans.spi.ImagePresence;
import dev.slipway.plans.spi.ImagePresence.State;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Whether a registry still has an image, and what is said when it does not answer.
class PresencesTests {

  private static final ImageRef KEPT = ImageRef.parse("registry.emis.local/api:1.0.1");
  private static final ImageRef TIDIED = ImageRef.parse("registry.emis.local/api:0.8.0");

  @Test
  void whatIsThereIsToldFromWhatIsGone() throws IOException {
    try (var registry = new RegistryDouble()) {
      var digest = registry.put("1.0.1", RegistryDouble.MANIFEST, "{}").digest();
      var pinned = KEPT.pinnedTo(digest);
      var lost = KEPT.pinnedTo("sha256:" + "0".repeat(64));
      var told = registries(registry.endpoint()).presence(List.of(KEPT, pinned, TIDIED, lost));

      assertThat(told.get(KEPT)).isEqualTo(ImagePresence.THERE);
      assertThat(told.get(pinned)).isEqualTo(ImagePresence.THERE);
      assertThat(told.get(TIDIED))
          .isEqualTo(ImagePresence.gone("registry registry.emis.local does not know this image"));
      assertThat(told.get(lost)).extracting(ImagePresence::isGone).isEqualTo(true);
    }
  }

  @Test
  void aRegistryThatIsAwayOrShutsThePortalOutLeavesItOpen() throws IOException {
    assertThat(registries(URI.create("http://127.0.0.1:9")).presence(List.of(KEPT)).get(KEPT))
        .extracting(ImagePresence::state)
        .isEqualTo(State.NOT_KNOWN);
    try (var registry = new RegistryDouble()) {
      registry.token = "t0ken";
      registry.realm = "http://127.0.0.1:9/token";
      assertThat(registries(registry.endpoint()).presence(List.of(TIDIED)).get(TIDIED))
          .extracting(ImagePresence::state)
          .isEqualTo(State.NOT_KNOWN);
    }
  }

  @Test
  void aSilentRegistryIsAskedOnceAndDoesNotTakeTheWordFromAnother() {
    var elsewhere = ImageRef.parse("ghcr.io/school/api:1.0.1");
    List<ImageRef> asked = new ArrayList<>();
    var told =
        new Presences()
            .of(
                List.of(KEPT, TIDIED, elsewhere),
                (image, _) -> {
                  asked.add(image);
                  if (image.registry().equals("registry.emis.local")) {
                    throw new RegistryUnavailable("the registry did not answer in 2 s");
                  }
                });
    assertThat(asked).containsExactly(KEPT, elsewhere);
    assertThat(told.get(KEPT))
        .isEqualTo(ImagePresence.notKnown("the registry did not answer in 2 s"));
    assertThat(told.get(TIDIED)).extracting(ImagePresence::state).isEqualTo(State.NOT_KNOWN);
    assertThat(told.get(elsewhere)).isEqualTo(ImagePresence.THERE);
  }

  @Test
  void whatWasSaidIsRememberedAndSilenceIsNot() {
    var presences = new Presences();
    List<ImageRef> asked = new ArrayList<>();
    Presences.Question answers =
        (image, _) -> {
          asked.add(image);
          if (image.equals(TIDIED)) {
            throw new ImageMissing("gone");
          }
        };
    presences.of(List.of(KEPT, TIDIED), answers);
    assertThat(presences.of(List.of(KEPT, TIDIED), answers).get(TIDIED))
        .isEqualTo(ImagePresence.gone("gone"));
    assertThat(asked).containsExactly(KEPT, TIDIED);

    var silent = new Presences();
    silent.of(
        List.of(KEPT),
        (_, _) -> {
          throw new RegistryUnavailable("away");
        });
    assertThat(silent.of(List.of(KEPT), answers).get(KEPT)).isEqualTo(ImagePresence.THERE);
  }

  @Test
  void moreThanAFewAtOnceAreToldThatItIsNotKnown() throws Exception {
    var presences = new Presences();
    var inside = new CountDownLatch(4);
    var over = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (var at = 0; at < 4; at++) {
      var image = ImageRef.parse("registry.emis.local/api:" + at);
      threads.add(
          Thread.ofVirtual()
              .start(() ->
                  presences.of(
                      Set.of(image),
                      (_, _) -> {
                        inside.countDown();
                        awaitQuietly(over);
                      })));
    }
    inside.await();
    assertThat(presences.of(Set.of(KEPT), (_, _) -> {}).get(KEPT))
        .isEqualTo(ImagePresence.notKnown("too many questions to registries at once"));
    over.countDown();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(presences.of(Set.of(KEPT), (_, _) -> {}).get(KEPT)).isEqualTo(ImagePresence.THERE);
  }

  private static void awaitQuietly(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Registries registries(URI endpoint) {
    return new Registries(
        new RegistriesProperties(
            List.of(new Registry("registry.emis.local", endpoint, null, null))));
  }
}
