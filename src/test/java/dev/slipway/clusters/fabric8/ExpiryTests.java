package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterMother;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTests {

  private static final Instant END = Instant.parse("2026-12-24T18:00:00Z");

  @Test
  void aSignedTokenSaysWhenItEnds() {
    var token = token("{\"exp\":" + END.getEpochSecond() + ",\"sub\":\"slipway\"}");
    assertThat(Expiry.of(token, null)).isEqualTo(END);
    var kubeconfig =
        Kubeconfig.parse(ClusterMother.kubeconfig("https://10.0.0.1:6443", "token: " + token));
    assertThat(kubeconfig.expiresAt()).isEqualTo(END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"exp\":\"soon\"}",
        "{\"exp\":99999999999999999999999999}",
        "{\"exp\":9223372036854775807}",
        "{\"exp\":{\"exp\":1}}",
        "[]",
        "no json"
      })
  void aTokenThatSaysNothingThatCanBeReadHasNoEndOfItsOwn(String payload) {
    assertThat(Expiry.of(token(payload), null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "canary", "a.b", "a.%%%.c", "...", "a.b.c.d"})
  void whatIsNoSignedTokenHasNone(String token) {
    assertThat(Expiry.of(token, null)).isNull();
  }

  @Test
  void aCertificateThatCannotBeReadHasNone() {
    assertThat(Expiry.of(null, "bm9uZQ==")).isNull();
    assertThat(Expiry.of(null, "###")).isNull();
  }

  @Test
  void aRefusedSignInNamesTheEndIfThatIsWhy() {
    assertThat(CredentialWords.notTaken(END, END.plusSeconds(60)))
        .isEqualTo("the credentials have been expired since 24 December 2026, 18:00 UTC");
    assertThat(CredentialWords.notTaken(END, END.minusSeconds(60))).contains("does not accept");
    assertThat(CredentialWords.notTaken(null, END)).contains("does not accept");
  }

  private static String token(String payload) {
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(payload.getBytes(StandardCharsets.UTF_8))
        + ".c2lnbmF0dXJl";
  }
}
