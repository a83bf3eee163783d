package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Counts;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.SliSource.SourceHealth;
import dev.slipway.slo.WindowReading;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a Prometheus says becomes one of four answers and one of seven readings (vector 18).
class PrometheusAnswersTests {

  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant AT = Instant.parse("2026-01-31T00:00:00.5Z");
  private static final Indicator RATE =
      Indicator.events("sum(rate(bad[{{.window}}]))", "sum(rate(all[{{ .window }}]))");

  private final PrometheusSource source =
      new PrometheusSource(new PrometheusApi(false, InetAddress::getAllByName));
  private PrometheusDouble server;

  @BeforeEach
  void start() throws IOException {
    server = new PrometheusDouble();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void oneQuestionAsksForAllWindowsAtOneInstant() {
    server.says(_ -> Says.vector("300/err/0.1", "300/tot/2", "3600/tot/1"));

    assertThat(got(ask(RATE, FIVE, HOUR)))
        .isEqualTo(
            Map.of(
                FIVE, new WindowReading.Counted(Counts.of(30, 600)),
                HOUR, new WindowReading.NoErrorSeries(Counts.of(0, 3600))));

    assertThat(server.asked())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.method()).isEqualTo("POST");
          assertThat(asked.path()).isEqualTo("/metrics/api/v1/query");
          assertThat(asked.form())
              .containsEntry("time", "2026-01-31T00:00:00.500Z")
              .containsEntry("timeout", "10000ms")
              .containsEntry("partial_response", "false");
          assertThat(asked.query())
              .contains("rate(bad[5m])", "rate(all[5m])", "rate(bad[1h])", "rate(all[1h])")
              .doesNotContain("window");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "300/err/0.1 300/tot/2, Counted",
    "300/tot/2, NoErrorSeries",
    "300/err/0 300/tot/2, Counted",
    "300/err/0 300/tot/0, NoTraffic",
    "300/tot/0, NoTraffic",
    "300/err/5e-30 300/tot/1e-300, NoTraffic",
    "'', NoData",
    "300/err/1, Failed",
    "300/err/1 300/tot/0, Failed",
    "300/err/NaN 300/tot/2, NoValue",
    "300/err/1 300/tot/NaN, NoValue",
    "300/err/1 300/tot/+Inf, NoValue",
    "300/err/1 300/tot/-3, NoValue",
    "300/err/1 300/tot/1e99999999, NoValue",
    "300/err/3 300/tot/2, Counted",
    "300/err/-500 300/tot/1000, NoValue",
    "300/err/-0.3 300/tot/1000, NoValue",
    "300/err/-1e-13 300/tot/1000, Counted",
    "300/err/-1 300/tot/0, NoValue",
  })
  void errorsAndAllEventsAreKeptApart(String series, String reading) {
    server.says(_ -> Says.vector(series.isEmpty() ? new String[0] : series.split(" ", -1)));
    assertThat(got(ask(RATE, FIVE)).get(FIVE))
        .extracting(found -> found.getClass().getSimpleName())
        .isEqualTo(reading);
  }

  @Test
  void whatIsNoNumberKeepsItsName() {
    var ratio = Indicator.rawRatio("ratio{{.window}}");
    for (var name : List.of("NaN", "+Inf", "-Inf")) {
      server.says(_ -> Says.vector("300/raw/" + name));
      assertThat(got(ask(ratio, FIVE))).containsEntry(FIVE, new WindowReading.NoValue(name));
    }
    server.says(_ -> Says.vector("300/raw/3e-02"));
    assertThat(got(ask(ratio, FIVE)))
        .containsEntry(FIVE, new WindowReading.Share(new BigDecimal("0.03")));
  }

  @Test
  void aShareBelowNothingIsNoValue() {
    var ratio = Indicator.rawRatio("ratio{{.window}}");
    server.says(_ -> Says.vector("300/raw/-0.5"));
    assertThat(got(ask(ratio, FIVE))).containsEntry(FIVE, new WindowReading.NoValue("-0.5"));
  }

  @Test
  void aHistogramIsNoValue() {
    server.says(_ ->
        Says.data(
            """
            {"resultType":"vector","result":[{"metric":{"portal_w":"300","portal_q":"tot"},
             "histogram":[1769817600,{"count":"1"}]}]}\
            """));
    assertThat(got(ask(RATE, FIVE))).containsEntry(FIVE, new WindowReading.NoValue("a histogram"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad_data, Refused, 1",
    "422, execution, Refused, 1",
    "200, bad_data, Refused, 1",
    "503, timeout, Unavailable, 2",
    "503, canceled, Unavailable, 2",
    "499, canceled, Unavailable, 1",
    "500, internal, Unavailable, 1",
    "429, too_many_requests, Unavailable, 1",
    "404, not_found, Unavailable, 1",
    "401, unauthorized, NoEntry, 1",
    "403, forbidden, NoEntry, 1",
  })
  void whoIsToBlameDecides(int status, String type, String answer, int asked) {
    server.says(_ -> Says.error(status, type, "1:7: parse error\\nat here"));
    var found = ask(RATE, FIVE);
    assertThat(found.getClass().getSimpleName()).isEqualTo(answer);
    if (found instanceof SliAnswer.Refused<?>(var reason)) {
      assertThat(reason).contains("1:7: parse error at here (" + type + ")");
    }
    assertThat(server.asked()).hasSize(asked);
  }

  @ParameterizedTest
  @CsvSource({
    "200, text/html, <html>Sign in</html>, Unavailable, 1",
    "200, application/json, '', Unavailable, 1",
    "200, application/json, 'null', Unavailable, 1",
    "200, application/json, '[1]', Unavailable, 1",
    "200, application/json, '{\"status\":\"success\"}', Unavailable, 1",
    "200, application/json, '{\"status\":\"success\",\"data\":{\"resu', Unavailable, 1",
    "200, application/json, '{\"status\":\"success\",\"data\":[]}', Unavailable, 1",
    "201, application/json, '{\"status\":\"success\",\"data\":{}}', Unavailable, 1",
    "400, text/html, <html>Bad Request</html>, Unavailable, 1",
    "404, text/plain, 404 page not found, Unavailable, 1",
    "502, text/html, <html>Bad Gateway</html>, Unavailable, 1",
    "503, text/plain, Service Unavailable, Unavailable, 2",
    "504, text/html, <html>Timeout</html>, Unavailable, 2",
    "401, text/plain, Unauthorized, NoEntry, 1",
    "403, text/html, <html>Forbidden</html>, NoEntry, 1",
    "302, text/html, Found, Unavailable, 1",
    "307, text/html, Temporary Redirect, Unavailable, 1",
  })
  void aProxyIsNotTakenForThePrometheusBehindIt(
      int status, String type, String body, String answer, int asked) {
    server.says(_ -> new Says(status, type, body));
    assertThat(ask(RATE, FIVE, HOUR).getClass().getSimpleName()).isEqualTo(answer);
    assertThat(server.asked()).hasSize(asked);
  }

  @Test
  void aServerThatIsBusyOnceIsAskedAgain() {
    server.says(_ ->
        server.asked().size() == 1
            ? Says.error(503, "timeout", "query timed out")
            : Says.vector("300/tot/1"));
    assertThat(got(ask(RATE, FIVE))).hasSize(1);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void oneBadWindowDoesNotHideTheRest() {
    server.says(asked ->
        asked.query().contains("[1h]")
            ? Says.error(422, "execution", "too many samples")
            : Says.vector("300/err/0", "300/tot/1"));
    var readings = got(ask(RATE, FIVE, HOUR));
    assertThat(readings)
        .containsEntry(FIVE, new WindowReading.Counted(Counts.of(0, 300)))
        .containsEntry(
            HOUR,
            new WindowReading.Failed("The server refuses the query: too many samples (execution)"));
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void aServerThatGoesAwayInBetweenIsNotAskedForEveryWindow() {
    server.says(_ ->
        server.asked().size() == 1
            ? Says.error(422, "execution", "too many samples")
            : new Says(502, "text/html", "<html>"));
    assertThat(ask(RATE, FIVE, HOUR, Duration.ofDays(1))).isInstanceOf(SliAnswer.Refused.class);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void warningsMakeAnAnswerPartialAndInfosDoNot() {
    var data = Says.vectorOf("300/tot/1");
    server.says(_ ->
        Says.json(
            200,
            "{\"status\":\"success\",\"data\":%s,\"infos\":[\"metric might not be a counter\"]}"
                .formatted(data)));
    assertThat(partial(ask(RATE, FIVE))).isFalse();
    server.says(_ ->
        Says.json(
            200, "{\"status\":\"success\",\"data\":%s,\"warnings\":[\"x\"]}".formatted(data)));
    var answer = ask(RATE, FIVE);
    assertThat(partial(answer)).isTrue();
    assertThat(((SliAnswer.Got<?>) answer).warnings()).containsExactly("x");
    server.says(_ ->
        Says.json(200, "{\"status\":\"success\",\"isPartial\":true,\"data\":%s}".formatted(data)));
    assertThat(partial(ask(RATE, FIVE))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"15d", "2w1d", "15d or 10GiB", "360h"})
  void retentionIsReadAsItIsWritten(String text) {
    server.says(asked ->
        switch (asked.path()) {
          case "/metrics/api/v1/query" ->
              Says.data("{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}");
          case "/metrics/api/v1/status/buildinfo" -> Says.data("{\"version\":\"3.5.0\"}");
          default -> Says.data("{\"storageRetention\":\"" + text + "\"}");
        });
    assertThat(got(source.health(datasource(null))))
        .isEqualTo(new SourceHealth("3.5.0", Duration.ofDays(15)));
  }

  @Test
  void aServerThatSaysNothingAboutItselfIsStillWell() {
    server.says(asked ->
        asked.path().endsWith("/query")
            ? Says.data("{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}")
            : new Says(404, "text/plain", "404 page not found"));
    assertThat(got(source.health(datasource(null)))).isEqualTo(new SourceHealth("", null));
    server.says(_ -> new Says(401, "text/plain", "no"));
    assertThat(source.health(datasource(null))).isInstanceOf(SliAnswer.NoEntry.class);
  }

  private SliAnswer<Map<Duration, WindowReading>> ask(Indicator indicator, Duration... windows) {
    return source.readings(datasource(null), indicator, Set.of(windows), AT);
  }

  private SliDatasource datasource(@Nullable String bearer) {
    return new SliDatasource(
        UUID.nameUUIDFromBytes(new byte[1]), server.address(), bearer, null, null, null, true);
  }

  private static boolean partial(SliAnswer<?> answer) {
    return ((SliAnswer.Got<?>) answer).isPartial();
  }

  private static <T> T got(SliAnswer<T> answer) {
    assertThat(answer).isInstanceOf(SliAnswer.Got.class);
    return ((SliAnswer.Got<T>) answer).value();
  }
}
