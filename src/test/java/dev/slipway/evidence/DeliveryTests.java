package dev.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.EvidenceRule;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The road of incoming webhooks: what it takes, and what it turns away without telling why.
@SlipwayTest
class DeliveryTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private HookStage stage;
  private Sender sender;
  private HookView hook;
  private String body;

  @BeforeEach
  void prepare() {
    stage = new HookStage(context, port);
    sender = stage.sender;
    hook = stage.hook;
    body = stage.body("test");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aSignedDeliveryIsKeptAndItsWordCountsInProduction() {
    var rule = new EvidenceRule(Set.of(EvidenceKind.TEST, EvidenceKind.SCAN), 0, null);
    var production = stage.cast.environment(EnvironmentClass.PRODUCTION, rule);

    var answer = sender.deliver(hook.path(), stage.secret, stage.body("test", "scan"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(stage.cast.rollout(production, stage.image))
        .isInstanceOfSatisfying(
            Verdict.Allow.class,
            allow -> assertThat(allow.reason()).contains("(webhook " + hook.name() + ", "));
    assertThat(stage.now().lastAcceptedAt()).isNotNull();
    assertThat(trail("evidence.recorded", "SUCCEEDED")).isEqualTo(2);
  }

  @ParameterizedTest
  @Negative(53)
  @CsvSource({
    "no signature, header missing or malformed",
    "no id, header missing or malformed",
    "no timestamp, header missing or malformed",
    "a full stop in the id, header missing or malformed",
    "a timestamp of words, header missing or malformed",
    "another key, signature of no key",
    "a truncated signature, signature of no key",
    "an empty signature, signature of no key",
    "another version, signature of no key",
    "a changed byte, signature of no key",
    "another id, signature of no key",
    "another timestamp, signature of no key",
    "another webhook, signature of no key",
    "6 min old, timestamp more than 5 min off",
    "6 min ahead, timestamp more than 5 min off",
    "a replay, delivery id used before",
    "an unknown webhook, unknown webhook",
    "no webhook, unknown webhook",
    "a disabled webhook, disabled webhook",
    "a retired key, signature of no key",
  })
  void whatCannotBeBelievedIsTurnedAwayWithOneRecordAndNoWordAboutWhy(String what, String why) {
    var accepted = what.equals("a replay") ? 1 : 0;

    var answer = attack(what);

    assertThat(answer.statusCode()).isEqualTo(401);
    var problem = (ObjectNode) JSON.readTree(answer.body());
    assertThat(problem.path("requestId").asString()).isNotBlank();
    problem.remove("requestId");
    problem.remove("instance");
    assertThat(problem)
        .as("the same for every reason")
        .isEqualTo(
            JSON.readTree(
                """
                {"type": "not-signed-in", "title": "Sign in first", "status": 401, "detail": "%s"}
                """
                    .formatted(
                        "This delivery is not accepted. Sign webhook-id, webhook-timestamp and the"
                            + " raw body with a key of this address, within five minutes, under an"
                            + " id that was not used before.")));
    assertThat(stage.kept()).hasSize(accepted);
    assertThat(refusals()).containsExactly(why);
    assertThat(everything()).doesNotContain(stage.secret, stage.secret.substring(10, 40));
  }

  @Test
  @Negative(53)
  void aBodyOf100MegabytesIsNotReadWhetherItSaysSoOrNot() throws IOException {
    assertThat(flood("Content-Length: 104857600\r\n", false)).startsWith("HTTP/1.1 413");
    assertThat(refusals()).containsExactly("too large");
    sender.close();
    stage.sender = new Sender(port);
    sender = stage.sender;
    assertThat(flood("Transfer-Encoding: chunked\r\n", true)).startsWith("HTTP/1.1 413");
    assertThat(refusals()).containsExactly("too large");
    assertThat(stage.now().lastRefusal()).isEqualTo("too large");
  }

  /// They come before strangers are counted, so nothing else bounds what they make the portal
  /// write.
  @Test
  @Negative(53)
  void whatSaysThatItIsTooLargeIsOneRecordHoweverOftenItComes() throws IOException {
    for (int sent = 0; sent < 20; sent++) {
      assertThat(flood("Content-Length: 104857600\r\n", false)).startsWith("HTTP/1.1 413");
    }

    assertThat(refusals()).containsExactly("too large");
    assertThat(stage.now().refusals()).isZero();
  }

  @Test
  void aSessionOrATokenIsWorthNothingHere() {
    var admin = Visitor.signedIn(port, "sam");
    var token = stage.cast.token(stage.cast.kofi, "", EnvironmentClass.values()).secret();

    assertThat(admin.post(hook.path(), Map.of("a", "b")).statusCode()).isEqualTo(401);
    assertThat(
            sender.send(hook.path(), body, Map.of("Authorization", "Bearer " + token)).statusCode())
        .isEqualTo(401);
    assertThat(admin.get(hook.path()).statusCode()).isEqualTo(401);
    assertThat(stage.kept()).isEmpty();
  }

  private HttpResponse<String> attack(String what) {
    var id = what.equals("a full stop in the id") ? "msg.1" : Sender.newId();
    var off = what.startsWith("6 min old") ? -360 : what.startsWith("6 min ahead") ? 360 : 0;
    var timestamp = Instant.now().getEpochSecond() + off;
    var headers = new HashMap<>(Sender.signed(stage.secret, id, timestamp, body));
    var path = hook.path();
    var sent = body;
    var signature = String.valueOf(headers.get("webhook-signature"));
    switch (what) {
      case "no signature" -> headers.remove("webhook-signature");
      case "no id" -> headers.remove("webhook-id");
      case "no timestamp" -> headers.remove("webhook-timestamp");
      case "a timestamp of words" -> headers.put("webhook-timestamp", "now");
      case "another key" -> {
        var other = stage.hook(List.of());
        var key = stage.key(other);
        headers.putAll(Sender.signed(key, id, timestamp, body));
      }
      case "a truncated signature" ->
          headers.put("webhook-signature", signature.substring(0, signature.length() - 1));
      case "an empty signature" -> headers.put("webhook-signature", "v1,");
      case "another version" -> headers.put("webhook-signature", signature.replace("v1,", "v2,"));
      case "a changed byte" -> sent = body.replace("passed", "passeD");
      case "another id" -> headers.put("webhook-id", Sender.newId());
      case "another timestamp" -> headers.put("webhook-timestamp", Long.toString(timestamp + 1));
      case "another webhook" -> {
        var other = stage.hook(List.of());
        stage.key(other);
        path = other.path();
      }
      case "a replay" -> assertThat(sender.send(path, sent, headers).statusCode()).isEqualTo(204);
      case "an unknown webhook" -> path = "/hooks/" + UUID.randomUUID();
      case "no webhook" -> path = "/hooks/none";
      case "a disabled webhook" -> stage.hooks().disable(hook.id(), "found in a log", Actor.SYSTEM);
      case "a retired key" ->
          stage.hooks().retireKey(hook.id(), stage.now().keys().getFirst().id(), Actor.SYSTEM);
      default -> {}
    }
    return sender.send(path, sent, headers);
  }

  /// Sends as much as is taken, and reads the first line of the answer.
  private String flood(String length, boolean sends) throws IOException {
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(sender.address()), 0));
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      socket.setSoTimeout(20_000);
      var out = socket.getOutputStream();
      out.write(
          ("POST "
                  + hook.path()
                  + " HTTP/1.1\r\nHost: 127.0.0.1:"
                  + port
                  + "\r\n"
                  + "Content-Type: application/json\r\nwebhook-id: a\r\nwebhook-timestamp: 1\r\n"
                  + "webhook-signature: v1,a\r\n"
                  + length
                  + "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      var chunk = ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int sent = 0; sends && sent < 4; sent++) {
        out.write(chunk);
      }
      out.flush();
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  private List<String> refusals() {
    return jdbc.sql(
            """
            select reason from audit.audit_event
            where action = 'hook.deliver' and outcome = 'DENIED' and address = :address
            """)
        .param("address", sender.address())
        .query((row, _) -> row.getString(1))
        .list();
  }

  private int trail(String action, String outcome) {
    return jdbc.sql(
            """
            select count(*) from audit.audit_event
            where action = :action and outcome = :outcome and address = :address and via = 'WEBHOOK'
            """)
        .param("action", action)
        .param("outcome", outcome)
        .param("address", sender.address())
        .query(Integer.class)
        .single();
  }

  private String everything() {
    return String.join(
        "\n",
        jdbc.sql("select e::text from audit.audit_event e where address = :address")
            .param("address", sender.address())
            .query((row, _) -> row.getString(1))
            .list());
  }
}
