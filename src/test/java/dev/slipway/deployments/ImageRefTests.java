package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.DomainFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRefTests {

  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "mysql, docker.io, library/mysql, -",
        "mysql:8.4, docker.io, library/mysql, 8.4",
        "bitnami/redis:7, docker.io, bitnami/redis, 7",
        "localhost:5000/app, localhost:5000, app, -",
        "registry.emis.local:5000/students/api:1.0.1, registry.emis.local:5000, students/api,"
            + " 1.0.1",
      })
  void aReferenceIsTakenApartAsARuntimeDoes(
      String text, String registry, String repository, String tag) {
    var image = ImageRef.parse(text);
    assertThat(image.registry()).isEqualTo(registry);
    assertThat(image.repository()).isEqualTo(repository);
    assertThat(image.tag()).isEqualTo(tag);
    assertThat(image).hasToString(text);
  }

  @Test
  void aPinnedReferenceKeepsItsTagAndItsNameAsWritten() {
    var image = ImageRef.parse("mysql:8.4").pinnedTo(DIGEST);
    assertThat(image).hasToString("mysql:8.4@" + DIGEST);
    assertThat(image.version()).isEqualTo("8.4");
    assertThat(image.reference()).isEqualTo(DIGEST);
    assertThat(ImageRef.parse(image.toString())).isEqualTo(image);
  }

  @Test
  void aTagAloneMeansTheSameImage() {
    var image = ImageRef.parse("registry.emis.local/api:1.0.0@" + DIGEST);
    assertThat(image.sibling(":1.0.1")).hasToString("registry.emis.local/api:1.0.1");
    assertThat(image.sibling("1.0.1")).hasToString("registry.emis.local/api:1.0.1");
    assertThat(image.sibling("v2")).hasToString("registry.emis.local/api:v2");
    assertThat(image.sibling("missing-9.9.9")).hasToString("registry.emis.local/api:missing-9.9.9");
    assertThat(image.sibling("redis")).hasToString("redis");
    assertThat(image.sibling("other/api:2")).hasToString("other/api:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "UPPER/case",
        "a//b",
        "a:b:c",
        "app@sha256:abc",
        "app@md5:" + "00000000000000000000000000000000",
        "app name",
        "-app",
        "host.example:99x/app",
        "app:1.0\nimage",
        "../../etc/passwd",
      })
  void nonsenseIsRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> ImageRef.parse(text))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("not an image reference");
  }
}
