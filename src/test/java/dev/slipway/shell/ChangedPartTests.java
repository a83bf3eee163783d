package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangedPartTests {

  @Test
  void aVersionIsMarkedWholeAndTheRestIsNot() {
    var before = "  image: registry.test/student-service:1.0.0";
    var after = "  image: registry.test/student-service:1.0.1@sha256:dd7d312d46ab…";
    assertThat(ChangedPart.of(before, after))
        .isEqualTo(new ChangedPart("  image: registry.test/student-service:", "1.0.0", ""));
    assertThat(ChangedPart.of(after, before).changed()).isEqualTo("1.0.1@sha256:dd7d312d46ab…");
  }

  @Test
  void aPartInTheMiddleKeepsWhatFollows() {
    assertThat(ChangedPart.of("path: /v1/health", "path: /v2/health"))
        .isEqualTo(new ChangedPart("path: /", "v1", "/health"));
  }

  @Test
  void aLineThatIsOtherFromItsBeginningIsNotMarked() {
    assertThat(ChangedPart.of("  replicas: 3", "  paused: true"))
        .isEqualTo(new ChangedPart("  replicas: 3", "", ""));
    assertThat(ChangedPart.of("  replicas: 3", null).changed()).isEmpty();
  }
}
