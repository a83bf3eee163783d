package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealingTests {

  private static final byte[] PLAIN = "token: canary".getBytes(StandardCharsets.UTF_8);

  private final Sealing sealing = new Sealing(new byte[EncryptionKey.BYTES]);

  @Test
  void whatIsSealedOpensInItsPlace() {
    assertThat(sealing.open(sealing.seal(PLAIN, "cluster:1"), "cluster:1")).isEqualTo(PLAIN);
  }

  @Test
  void theSameTextSealsDifferentlyEachTime() {
    assertThat(sealing.seal(PLAIN, "cluster:1")).isNotEqualTo(sealing.seal(PLAIN, "cluster:1"));
  }

  @Test
  void aValueMovedToAnotherRowDoesNotOpen() {
    var sealed = sealing.seal(PLAIN, "cluster:1");
    assertThatThrownBy(() -> sealing.open(sealed, "cluster:2")).isInstanceOf(SealBroken.class);
  }

  @Test
  void aChangedByteDoesNotOpenAndTheMessageHoldsNoContent() {
    var sealed = sealing.seal(PLAIN, "cluster:1");
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> sealing.open(sealed, "cluster:1"))
        .isInstanceOf(SealBroken.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void anotherKeyDoesNotOpenIt() {
    var other = new byte[EncryptionKey.BYTES];
    other[0] = 1;
    var sealed = sealing.seal(PLAIN, "cluster:1");
    assertThatThrownBy(() -> new Sealing(other).open(sealed, "cluster:1"))
        .isInstanceOf(SealBroken.class);
  }
}
