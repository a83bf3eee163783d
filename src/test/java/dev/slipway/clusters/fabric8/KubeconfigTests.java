package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.ClusterMother;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.testing.Negative;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTests {

  @Test
  void aTokenOnLoopbackIsEnough() {
    var kubeconfig = Kubeconfig.parse(ClusterMother.nowhere());
    assertThat(kubeconfig.loopback()).isTrue();
    assertThat(kubeconfig.token()).isEqualTo("canary-5f2c");
    assertThat(kubeconfig.toString()).doesNotContain("canary");
    assertThat(kubeconfig.config().getRequestRetryBackoffLimit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void aKeyOfEitherKindIsTaken(String kind) throws Exception {
    var pair = KeyPairGenerator.getInstance(kind).generateKeyPair();
    var pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    var kubeconfig =
        Kubeconfig.parse(
            ClusterMother.kubeconfig("https://10.0.0.1:6443", "client-key-data: " + base64(pem)));
    assertThat(kubeconfig.config().getClientKeyAlgo()).isEqualTo(kind);
  }

  @Test
  void theOlderFormOfAnEllipticKeyIsKnownByItsHeader() {
    var key = base64("-----BEGIN EC PRIVATE KEY-----\nMHcCAQ==\n-----END EC PRIVATE KEY-----\n");
    var kubeconfig =
        Kubeconfig.parse(
            ClusterMother.kubeconfig("https://10.0.0.1:6443", "client-key-data: " + key));
    assertThat(kubeconfig.config().getClientKeyAlgo()).isEqualTo("EC");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec: {command: /bin/sh}",
        "auth-provider: {name: oidc}",
        "tokenFile: /var/run/token",
        "client-certificate: /etc/cert.pem",
        "client-key: /etc/key.pem",
        "username: admin",
        "token: \"two words\"",
        "token: \"a\\r\\nHost: b\"",
        "{}",
        "as: system:admin"
      })
  @Negative(54)
  void whatRunsAProgramOrReadsAFileIsRefused(String user) {
    refused(ClusterMother.kubeconfig("https://10.0.0.1:6443", user));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1:6443\n    insecure-skip-tls-verify: true",
        "https://10.0.0.1:6443\n    certificate-authority: /etc/ca.pem",
        "https://10.0.0.1:6443\n    proxy-url: http://proxy:3128",
        "https://10.0.0.1:6443\n    tls-server-name: other.example",
        "https://10.0.0.1:6443\n    tls-server-name: \"a\\r\\nb\"",
        "http://10.0.0.1:8080",
        "ftp://10.0.0.1",
        "https://user:secret@10.0.0.1:6443",
        "https://10.0.0.1:6443/a?b=c",
        "https://10.0.0.1:6443/../api#d",
        "https://10.0.0.1:6443/%2e%2e/api",
        "unix:///var/run/docker.sock"
      })
  @Negative(54)
  void whatLeavesOutACheckIsRefused(String server) {
    refused(ClusterMother.kubeconfig(server, "token: t"));
  }

  @Test
  void anotherNameOfTheServerIsRefusedWithTheWayOut() {
    assertThatThrownBy(() ->
            Kubeconfig.parse(
                ClusterMother.kubeconfig(
                    "https://10.0.0.1:6443\n    tls-server-name: other.example", "token: t")))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining(
            "it has tls-server-name: the portal checks the certificate by the host")
        .hasMessageContaining("leave tls-server-name out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "a: &a [*a]", "!!java.net.URL [http://x]", "a: 1\na: 2"})
  void whatIsNoKubeconfigIsRefused(String content) {
    refused(content);
  }

  @Test
  @Negative(54)
  void severalContextsAreRefusedWithTheWayOut() {
    var two =
        ClusterMother.kubeconfig("https://10.0.0.1:6443", "token: t")
            .replace(
                "contexts:\n",
                "contexts:\n- name: other\n  context: {cluster: test, user: somebody}\n");
    assertThatThrownBy(() -> Kubeconfig.parse(two))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("2 contexts")
        .hasMessageContaining("kubectl config view --minify --flatten --raw");
  }

  private static void refused(String content) {
    assertThatThrownBy(() -> Kubeconfig.parse(content))
        .isInstanceOf(DomainFailure.class)
        .hasMessageStartingWith("This kubeconfig cannot be used");
  }
}
