package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.clusters.ClusterMother;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.testing.Negative;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;

/// What an API server says about itself is on pages for everybody.
class IntroducedTests {

  private static final ServerRules RULES =
      new ServerRules(
          true, new OutboundAddresses(OutboundAddresses.Reach.LOOPBACK, InetAddress::getAllByName));

  static Stream<String> noNames() {
    return Stream.of(
        "u".repeat(2_000_000),
        "u".repeat(65),
        "\"><script>alert(1)</script>",
        "a\u202eb",
        "a\nb",
        "a b",
        "");
  }

  @ParameterizedTest
  @MethodSource("noNames")
  @Negative(41)
  void whatNoUidLooksLikeIsNoApiServer(String uid) throws Exception {
    var body = namespace(uid).getBytes(StandardCharsets.UTF_8);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      var kubeconfig =
          Kubeconfig.parse(
              ClusterMother.kubeconfig(
                  "http://127.0.0.1:" + server.getAddress().getPort(), "token: t"));
      assertThatThrownBy(() -> Introduction.to(kubeconfig, RULES))
          .isInstanceOf(DomainFailure.class)
          .hasMessageContaining("is no API server")
          .hasMessageNotContaining("script");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @MethodSource("noNames")
  @Negative(41)
  void whatNoVersionLooksLikeIsNotTaken(String version) {
    var said = JsonNodeFactory.instance.objectNode().put("gitVersion", version);
    assertThat(Introduced.version(answer(said.toString()))).isEmpty();
  }

  @Test
  void whatRealOnesSayIsTaken() {
    var uid = "7b1c2f34-55aa-4a3b-9e71-0c7d8c1f9a10";
    assertThat(Introduced.uid(answer(namespace(uid)))).isEqualTo(uid);
    for (var version : new String[] {"v1.35.0", "v1.33.2+k3s1", "v1.32.4-gke.1106006"}) {
      assertThat(Introduced.version(answer("{\"gitVersion\":\"" + version + "\"}")))
          .isEqualTo(version);
    }
    assertThat(Introduced.account(answer(account("system:serviceaccount:slipway:reader"))))
        .isEqualTo("system:serviceaccount:slipway:reader");
  }

  @Test
  @Negative(41)
  void theNameOfOurAccountIsShortAndReadFromLeftToRight() {
    assertThat(Introduced.account(answer(account("a\u202eb\nc")))).isEqualTo("abc");
    assertThat(Introduced.account(answer(account("u".repeat(2_000_000))))).hasSize(400);
  }

  private static String account(String name) {
    var review = JsonNodeFactory.instance.objectNode();
    review.putObject("status").putObject("userInfo").put("username", name);
    return review.toString();
  }

  private static String namespace(String uid) {
    var namespace = JsonNodeFactory.instance.objectNode();
    namespace.putObject("metadata").put("uid", uid);
    return namespace.toString();
  }

  private static Answer answer(String body) {
    return new Answer(200, null, body.getBytes(StandardCharsets.UTF_8));
  }
}
