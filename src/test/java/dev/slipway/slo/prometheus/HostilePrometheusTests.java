package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliAnswer.Refused;
import dev.slipway.slo.SliAnswer.Unavailable;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.WindowReading;
import dev.slipway.slo.alerts.FiringAlert;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.Negative;
import dev.slipway.testing.TestAuthority;
import dev.slipway.testing.TextServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that lie, stall, flood or repeat what they should not; none takes the portal along, and
/// none learns or tells a credential.
class HostilePrometheusTests {

  private static final String TOKEN = "s3cr3t-token-of-the-portal";
  private static final Indicator RATE =
      Indicator.events("sum(rate(bad[{{.window}}]))", "sum(rate(all[{{.window}}]))");

  private final PrometheusApi api = new PrometheusApi(false, InetAddress::getAllByName);
  private final PrometheusSource source = new PrometheusSource(api);

  @Test
  void credentialsGoIntoTheHeaderAndIntoNoSentence() throws IOException {
    try (var server = new PrometheusDouble()) {
      server.says(asked -> Says.error(400, "bad_data", "you sent " + asked.entry()));
      var bearer = read(datasource(server.address(), TOKEN, null, null));
      assertThat(server.asked().getFirst().entry()).isEqualTo("Bearer " + TOKEN);
      assertThat(bearer.toString()).contains("you sent").doesNotContain(TOKEN);

      var pair = Base64.getEncoder().encodeToString("jon:word".getBytes(StandardCharsets.UTF_8));
      var basic = read(datasource(server.address(), null, "jon", "word"));
      assertThat(server.asked().getLast().entry()).isEqualTo("Basic " + pair);
      assertThat(basic.toString()).contains("you sent").doesNotContain(pair, "word");
    }
  }

  /// Whoever exports a metric chooses the values of its labels.
  @Test
  void whatIsNotSeenInAnAlertIsShownAsSuchAndLosesNoOther() throws IOException {
    try (var server = new PrometheusDouble()) {
      server.says(_ ->
          Says.data(
              """
              {"alerts":[
               {"labels":{"alertname":"Nul","x\\u202e":"a\\u0000b"},"state":"firing",
                "annotations":{"summary":"ends \\u202egnp.exe"},"activeAt":"2026-11-23T20:00:00Z"},
               {"labels":{"alertname":"Undated"},"state":"firing","activeAt":"of old"}]}\
              """));
      var firing = new PrometheusAlerts(api).firing(datasource(server.address(), null, null, null));
      assertThat(((SliAnswer.Got<List<FiringAlert>>) firing).value())
          .satisfiesExactly(
              nul -> {
                assertThat(nul.labels()).containsEntry("x\uFFFD", "a\uFFFDb");
                assertThat(nul.annotations()).containsEntry("summary", "ends \uFFFDgnp.exe");
              },
              undated -> assertThat(undated.since()).isNull());
    }
  }

  @Test
  @Negative(51)
  void aRedirectIsNotFollowedAndTheCredentialStays() throws IOException {
    try (var server = new PrometheusDouble()) {
      server.says(_ -> new Says(302, "text/html", "moved"));
      assertThat(read(datasource(server.address(), TOKEN, null, null)))
          .isInstanceOfSatisfying(
              Unavailable.class, it -> assertThat(it.reason()).contains("redirect"));
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  @Negative(51)
  void loopbackIsForThePortalsOwnServerUnlessWhoeverRunsItSaysSo() throws IOException {
    try (var server = new PrometheusDouble()) {
      var named =
          new SliDatasource(UUID.randomUUID(), server.address(), TOKEN, null, null, null, false);
      assertThat(read(named))
          .isInstanceOfSatisfying(
              Unavailable.class,
              it ->
                  assertThat(it.reason()).contains("does not call", "slipway.slo.allow-loopback"));
      assertThat(server.asked()).isEmpty();

      var allowed = new PrometheusSource(new PrometheusApi(true, InetAddress::getAllByName));
      assertThat(allowed.readings(named, RATE, Set.of(Duration.ofHours(1)), Instant.EPOCH))
          .isInstanceOf(SliAnswer.Got.class);
    }
  }

  @Test
  @Negative(51)
  void aNameThatLeadsToACloudsMachineAccountIsNotCalled() {
    var resolver =
        new PrometheusApi(true, _ -> new InetAddress[] {InetAddress.ofLiteral("169.254.169.254")});
    var named = datasource(URI.create("http://prometheus.example"), TOKEN, null, null);
    assertThat(new PrometheusSource(resolver).health(named))
        .isInstanceOfSatisfying(
            Unavailable.class,
            it ->
                assertThat(it.reason())
                    .contains("prometheus.example", "does not call")
                    .doesNotContain("169.254"));
  }

  @Test
  void whatIsNoAddressOfAServerIsNotCalled() {
    for (var address :
        new String[] {"http://127.0.0.1:9/?a=b", "http://[::1]:9", "file:///etc", "http://a@b"}) {
      assertThat(read(datasource(URI.create(address), TOKEN, null, null)))
          .as(address)
          .isInstanceOf(Unavailable.class);
    }
  }

  @Test
  void nobodyThereIsAnOutage() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(read(at(port)))
        .isInstanceOfSatisfying(
            Unavailable.class, it -> assertThat(it.reason()).contains("refused"));
  }

  @Test
  void anAnswerThatBreaksOffIsAnOutage() throws IOException {
    var begun = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"status\":\"success\",";
    try (var server = TextServer.answering(begun)) {
      assertThat(read(at(server.port())))
          .isInstanceOfSatisfying(
              Unavailable.class, it -> assertThat(it.reason()).contains("ends early"));
    }
  }

  @Test
  void anAnswerThatDripsOrNeverComesEndsWithThePatience() throws Exception {
    try (var drips = TextServer.dripping("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0");
        var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (int port : new int[] {drips.port(), silent.getLocalPort()}) {
        var reply = api.ask(at(port), Question.now("1"), Patience.of(Duration.ofMillis(2_300)));
        assertThat(reply.answer()).isInstanceOf(Unavailable.class);
      }
    }
  }

  @Test
  void aFloodOfSeriesIsTheQuerysFaultAndAFloodOfAnythingElseIsNot() throws IOException {
    try (var server = new PrometheusDouble()) {
      var flood = " ".repeat(5 << 20);
      server.says(_ -> Says.data("{\"resultType\":\"vector\",\"result\":[" + flood + "]}"));
      assertThat(read(at(server.address().getPort())))
          .isInstanceOfSatisfying(
              Refused.class, it -> assertThat(it.reason()).contains("too long", "sum("));
      server.says(_ -> Says.json(200, flood));
      assertThat(read(at(server.address().getPort()))).isInstanceOf(Unavailable.class);
    }
  }

  @Test
  void nestingWithoutEndIsNotRead() throws IOException {
    try (var server = new PrometheusDouble()) {
      server.says(_ -> Says.json(200, "{\"status\":\"success\",\"data\":" + "[".repeat(100_000)));
      assertThat(read(at(server.address().getPort()))).isInstanceOf(Unavailable.class);
    }
  }

  @Test
  void wordsOfAServerAreShortAndOnOneLine() throws IOException {
    try (var server = new PrometheusDouble()) {
      server.says(_ -> Says.error(400, "bad_data", "a\\r\\nb\\u202e" + "c".repeat(10_000)));
      assertThat(read(at(server.address().getPort())))
          .isInstanceOfSatisfying(
              Refused.class,
              it ->
                  assertThat(it.reason())
                      .hasSizeLessThan(400)
                      .contains("a b c")
                      .doesNotContain("\n", "\u202e"));
    }
  }

  @Test
  void aTokenThatWouldBeginAnotherHeaderIsNotSent() throws IOException {
    try (var server = new PrometheusDouble()) {
      var answer = read(datasource(server.address(), TOKEN + "\r\nX-Other: 1", null, null));
      assertThat(answer).isInstanceOf(Unavailable.class);
      assertThat(answer.toString()).doesNotContain(TOKEN);
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  void aServerMustShowACertificateThatItsAuthoritySigned(@TempDir Path folder) throws Exception {
    var authority = new TestAuthority(folder);
    var pem = Files.readString(authority.certificate());
    try (var server = TextServer.answeringOver(authority.server("good", "ip:127.0.0.1"))) {
      var address = URI.create("https://127.0.0.1:" + server.port());
      assertThat(read(trusting(address, null)))
          .isInstanceOfSatisfying(
              Unavailable.class, it -> assertThat(it.reason()).contains("certificate"));
      assertThat(server.asked()).isEmpty();
      // The double says hello, which is no Prometheus: but it was let speak.
      assertThat(read(trusting(address, pem)))
          .isInstanceOfSatisfying(
              Unavailable.class, it -> assertThat(it.reason()).contains("check the address"));
      assertThat(read(trusting(address, "no certificate")))
          .isInstanceOfSatisfying(Unavailable.class, it -> assertThat(it.reason()).contains("PEM"));
    }
  }

  @Test
  void aFifthQuestionAtOnceWaitsAndAnotherServerIsNotHeldUp() throws Exception {
    var four = new CountDownLatch(4);
    var release = new CountDownLatch(1);
    try (var server = new PrometheusDouble();
        var askers = Executors.newVirtualThreadPerTaskExecutor()) {
      server.says(asked -> {
        if (asked.query().contains("rate")) {
          four.countDown();
          wait(release);
        }
        return Says.vector();
      });
      var busy = datasource(server.address(), null, null, null);
      var answers = new ArrayList<Future<SliAnswer<?>>>();
      for (int asker = 0; asker < 4; asker++) {
        answers.add(askers.submit(() -> read(busy)));
      }
      wait(four);

      var fifth = api.ask(busy, Question.now("1"), Patience.of(Duration.ofMillis(300)));
      assertThat(fifth.answer())
          .isInstanceOfSatisfying(
              Unavailable.class, it -> assertThat(it.reason()).contains("under way already"));
      var other =
          new SliDatasource(UUID.randomUUID(), busy.address(), null, null, null, null, true);
      assertThat(source.health(other)).isInstanceOf(SliAnswer.Got.class);

      release.countDown();
      for (var answer : answers) {
        assertThat(answer.get()).isInstanceOf(SliAnswer.Got.class);
      }
    }
  }

  private static void wait(CountDownLatch latch) {
    Awaitility.await().until(() -> latch.getCount() == 0);
  }

  private SliAnswer<Map<Duration, WindowReading>> read(SliDatasource datasource) {
    return source.readings(
        datasource, RATE, Set.of(Duration.ofHours(1)), Instant.ofEpochSecond(3600));
  }

  private static SliDatasource at(int port) {
    return datasource(URI.create("http://127.0.0.1:" + port), null, null, null);
  }

  private static SliDatasource datasource(
      URI address, @Nullable String bearer, @Nullable String name, @Nullable String password) {
    return new SliDatasource(
        UUID.nameUUIDFromBytes(new byte[1]), address, bearer, name, password, null, true);
  }

  private static SliDatasource trusting(URI address, @Nullable String pem) {
    return new SliDatasource(
        UUID.nameUUIDFromBytes(new byte[1]), address, null, null, null, pem, true);
  }
}
