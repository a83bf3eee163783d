package dev.slipway.sandbox.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP API, envelope by envelope.
class SimulatedPrometheusTests {

  private static final AlertRule RULE =
      new AlertRule(
          "slo",
          "FastBurn",
          """
          sum by (job) (rate(http_requests_total{code="500"}[5m]))
           / sum by (job) (rate(http_requests_total[5m])) > 0.01\
          """,
          Map.of("severity", "page"),
          Map.of("summary", "burns"));

  private final SimulatedPrometheus server =
      SimulatedPrometheus.start(
          0, KnownSeries::all, List.of(RULE), Clock.fixed(KnownSeries.END, ZoneOffset.UTC));
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(server.address().resolve(path)));
  }

  private HttpResponse<String> post(String path, String form) throws Exception {
    return send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String form(String... pairs) {
    var form = new StringBuilder();
    for (var i = 0; i < pairs.length; i += 2) {
      form.append(form.isEmpty() ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  @Test
  void anInstantIsAskedForByAddressOrForm() throws Exception {
    var asked =
        form("query", "sum(increase(http_requests_total{job=\"steady\",code=\"500\"}[30d]))");
    var expected =
        """
        {"status":"success","data":{"resultType":"vector","result":\
        [{"metric":{},"value":[1769817600,"12228"]}]}}\
        """;
    assertThat(post("/api/v1/query", asked).body()).isEqualTo(expected);
    assertThat(get("/api/v1/query?" + asked).body()).isEqualTo(expected);
    assertThat(get("/api/v1/query?time=2026-01-31T00:00:00Z&" + asked).body()).isEqualTo(expected);
    assertThat(get("/api/v1/query?" + asked).headers().firstValue("Content-Type"))
        .hasValue("application/json");
  }

  @Test
  void aNumberATextAndNothingHaveTheirForms() throws Exception {
    assertThat(get("/api/v1/query?query=1%2F0&time=12.5").body())
        .contains("{\"resultType\":\"scalar\",\"result\":[12.500,\"+Inf\"]}");
    assertThat(get("/api/v1/query?query=%22a%22&time=12").body())
        .contains("{\"resultType\":\"string\",\"result\":[12,\"a\"]}");
    assertThat(get("/api/v1/query?query=nothing").body())
        .contains("{\"resultType\":\"vector\",\"result\":[]}");
    assertThat(
            json(get("/api/v1/query?" + form("query", "http_requests_total{job=\"noerr\"}[2m]")))
                .at("/data/result/0/values"))
        .hasSize(3);
  }

  @Test
  void aRangeHasAPointAtEveryStep() throws Exception {
    var end = KnownSeries.END.getEpochSecond();
    var answer =
        json(
            post(
                "/api/v1/query_range",
                form(
                    "query",
                    "sum by (job) (rate(http_requests_total{job=\"steady\"}[5m]))",
                    "start",
                    String.valueOf(end - 7_200),
                    "end",
                    String.valueOf(end),
                    "step",
                    "1h")));
    assertThat(answer.at("/data/resultType").asString()).isEqualTo("matrix");
    assertThat(answer.at("/data/result/0/metric/job").asString()).isEqualTo("steady");
    assertThat(answer.at("/data/result/0/values")).hasSize(3);
    assertThat(answer.at("/data/result/0/values/2/0").asLong()).isEqualTo(end);
    assertThat(answer.at("/data/result/0/values/2/1").asString()).isEqualTo("10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "query?query=; invalid parameter \"query\": 1:1: parse error: no expression found in input",
        "query?query=sum(; invalid parameter \"query\": 1:5: parse error: unexpected end of input",
        "query?query=1&time=noon; invalid parameter \"time\": cannot parse \"noon\" to a valid timestamp",
        "query?query=1&time=9e99; invalid parameter \"time\": cannot parse \"9e99\" to a valid timestamp",
        "query?query=1&timeout=long; invalid parameter \"timeout\": cannot parse \"long\" to a valid duration",
        "query?query=%zz; error parsing form values",
        "query_range?query=1&start=0&end=60; invalid parameter \"step\": cannot parse \"\" to a valid duration",
        "query_range?query=1&start=0&end=60&step=0; invalid parameter \"step\": zero or negative",
        "query_range?query=1&start=0&end=60&step=-1; invalid parameter \"step\": zero or negative",
        "query_range?query=1&start=60&end=0&step=1; invalid parameter \"end\": end timestamp must not be before",
        "query_range?query=1&start=0&end=60000&step=1; exceeded maximum resolution of 11,000 points",
        "query_range?query=x%5B5m%5D&start=0&end=60&step=1; invalid expression type \"range vector\" for range query",
        "format_query?query=x%5B; invalid parameter \"query\": 1:3: parse error",
        "labels?match%5B%5D=%7B; invalid parameter \"match[]\": 1:2: parse error",
      })
  void aWrongQuestionIsBadData(String path, String message) throws Exception {
    var call = path.split("\\?", 2);
    var answer = post("/api/v1/" + call[0], call[1]);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("status").asString()).isEqualTo("error");
    assertThat(json(answer).get("errorType").asString()).isEqualTo("bad_data");
    assertThat(json(answer).get("error").asString()).contains(message);
  }

  @Test
  void seriesThatDoNotFitTogetherAreAFailureOfTheExecution() throws Exception {
    var answer =
        get("/api/v1/query?" + form("query", "http_requests_total * on (job) http_requests_total"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).get("errorType").asString()).isEqualTo("execution");
    assertThat(json(answer).get("error").asString()).contains("many-to-many matching not allowed");
  }

  @Test
  void whatTakesTooLongIsGivenUp() throws Exception {
    var answer = get("/api/v1/query?" + form("query", "sum(http_requests_total)", "timeout", "0"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).get("errorType").asString()).isEqualTo("timeout");
  }

  @Test
  void aQueryIsWrittenInOneWay() throws Exception {
    assertThat(
            post("/api/v1/format_query", form("query", "sum( rate(x{a='b'}[60m]) )by(c)")).body())
        .isEqualTo("{\"status\":\"success\",\"data\":\"sum by (c) (rate(x{a=\\\"b\\\"}[1h]))\"}");
  }

  @Test
  void labelsAndTheirValuesAreListed() throws Exception {
    assertThat(get("/api/v1/label/le/values").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[\"+Inf\",\"0.1\",\"0.2\",\"0.5\"]}");
    assertThat(get("/api/v1/labels?" + form("match[]", "{job=\"noerr\"}")).body())
        .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"code\",\"env\",\"job\"]}");
  }

  @Test
  void whatFiresIsToldWithItsBeginning() throws Exception {
    var alerts = json(get("/api/v1/alerts")).at("/data/alerts");
    assertThat(alerts).hasSize(1);
    assertThat(alerts.at("/0/labels/alertname").asString()).isEqualTo("FastBurn");
    assertThat(alerts.at("/0/labels/job").asString()).isEqualTo("fastburn");
    assertThat(alerts.at("/0/state").asString()).isEqualTo("firing");
    assertThat(alerts.at("/0/value").asString()).isEqualTo("0.03");
    // 65 minutes ago the errors began; 2 of 5 minutes with 3 % are the first above 1 %.
    assertThat(alerts.at("/0/activeAt").asString())
        .isEqualTo(KnownSeries.END.minusSeconds(63 * 60).toString());
    var group = json(get("/api/v1/rules?type=alert")).at("/data/groups/0");
    assertThat(group.get("name").asString()).isEqualTo("slo");
    assertThat(group.at("/rules/0/state").asString()).isEqualTo("firing");
    assertThat(group.at("/rules/0/health").asString()).isEqualTo("ok");
  }

  @Test
  void theServerTellsOfItself() throws Exception {
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);
    assertThat(json(get("/api/v1/status/buildinfo")).at("/data/version").asString())
        .isEqualTo("2.42.0");
    assertThat(json(get("/api/v1/status/runtimeinfo")).at("/data/storageRetention").asString())
        .isEqualTo("60d");
    assertThat(get("/api/v1/admin/tsdb/delete_series").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void whoMayAskIsChecked() throws Exception {
    server.requireBearer("let-me-in");
    assertThat(get("/api/v1/query?query=1").statusCode()).isEqualTo(401);
    assertThat(
            send(HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/query?query=1"))
                    .header("Authorization", "Bearer let-me-in"))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            send(HttpRequest.newBuilder(server.address().resolve("/api/v1/query?query=1")).DELETE())
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void aBrowserThatWasLedHereGetsNothing() throws Exception {
    var led =
        send(
            HttpRequest.newBuilder(server.address().resolve("/api/v1/query?query=1"))
                .header("Origin", "https://elsewhere.example"));
    assertThat(led.statusCode()).isEqualTo(403);
  }

  @Test
  void aBodyWithoutEndIsRefused() throws Exception {
    assertThat(post("/api/v1/query", "query=1" + "+".repeat(1_100_000)).statusCode())
        .isEqualTo(400);
  }
}
