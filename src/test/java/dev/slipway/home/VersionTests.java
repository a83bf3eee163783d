package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ContainerImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTests {

  @ParameterizedTest
  @CsvSource({
    "registry.emis.local/student-service:1.0.0, sha256:aa11f09c, 1.0.0, @aa11",
    "registry.local:5000/redis, sha256:9f2c0000, latest@9f2c, @9f2c",
    "redis:latest, sha256:9f2c0000, latest@9f2c, @9f2c",
    "redis@sha256:9f2c0000, , @9f2c, @9f2c",
    "redis:7.2.4@sha256:9f2c0000, , 7.2.4, @9f2c",
    "redis, , latest, ''",
  })
  void theTagIsShownAndTheDigestWhereTheTagSaysNothing(
      String image, String running, String text, String digest) {
    var version = Version.of(image, running);
    assertThat(version.text()).isEqualTo(text);
    assertThat(version.shortDigest()).isEqualTo(digest);
  }

  @Test
  void theVersionOfAServiceIsThatOfItsContainer() {
    var images =
        List.of(
            new ContainerImage("migrate", "migrate:9", null, true),
            new ContainerImage("proxy", "proxy:2", null, false),
            new ContainerImage("api", "api:1", null, false));
    assertThat(Version.of(images, "api").text()).isEqualTo("1");
    assertThat(Version.of(images, "gone").text()).isEqualTo("2");
    assertThat(Version.of(List.of(), "api").isKnown()).isFalse();
  }
}
