package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

class ShortDigestTests {

  private static final String DIGEST = "sha256:0123456789ab" + "c".repeat(52);

  private final Ui ui =
      new Ui(new Icons(new ResourceUrlProvider()), Clock.systemUTC(), ZoneOffset.UTC);

  @Test
  void aDigestIsCutAndTheWholeOfItStaysAtHand() {
    var line = "image: shop@" + DIGEST;
    assertThat(ui.shortened(line)).isEqualTo("image: shop@sha256:0123456789ab…");
    assertThat(ui.whole(line)).isEqualTo(line);
    assertThat(ui.shortened("replicas: 3")).isEqualTo("replicas: 3");
    assertThat(ui.whole("replicas: 3")).isNull();
  }
}
