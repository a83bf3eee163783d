package dev.slipway.operating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rules and dashboard speak of metrics that the portal has.
@SlipwayTest
class MetricsFilesTests {

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:slipway|hikaricp|http_server|jvm|process)_[a-z_]+\\b");
  private static final Set<String> PROMISED =
      Set.of(
          "slipway_cluster_freshness_seconds",
          "slipway_deployments_total",
          "slipway_deployments_stuck",
          "slipway_plans_pending",
          "slipway_denied_total",
          "slipway_sse_streams");

  @Autowired ApplicationContext context;
  @Autowired Environment environment;

  @Test
  void everyMetricOfRulesAndDashboardIsServed() throws Exception {
    try (var yard = new Shipyard(context)) {
      org.awaitility.Awaitility.await()
          .untilAsserted(() -> assertThat(served()).contains("slipway_cluster_freshness_seconds"));
      // The simulator does not know this token; when it ends can be read all the same.
      var ending = yard.cluster().kubeconfig().replaceFirst("token: .*", "token: " + endingSoon());
      yard.bean(Clusters.class)
          .register(new RegisterCluster(yard.slug(), yard.slug(), ending), Actor.SYSTEM);
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () -> assertThat(served()).contains("slipway_cluster_credentials_expiry_seconds"));
    }
    new Visitor(environment.getRequiredProperty("local.server.port", Integer.class))
        .get("/sign-in");
    var served = served();

    assertThat(served).containsAll(PROMISED);
    assertThat(namesIn(expressions())).hasSizeGreaterThan(10).isSubsetOf(served);
    assertThat(namesIn(ruleExpressions())).contains("slipway_deployments_stuck");
  }

  @Test
  void everyAlertSaysWhatAndWhatToDo() throws IOException {
    for (var rule : rules()) {
      assertThat(rule.at("/annotations/summary").asString()).as("%s", rule).endsWith(".");
      assertThat(rule.at("/annotations/action").asString()).as("%s", rule).endsWith(".");
      assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning");
      assertThat(Files.readString(Path.of("docs/operating.md")))
          .contains("`" + rule.path("alert").asString() + "`");
    }
  }

  @Test
  void everyLabelOfARuleIsOneOfItsMetric() throws IOException {
    var text = String.join("\n", expressions());
    var states = Pattern.compile("state=~\"([a-z|-]+)\"").matcher(text);
    while (states.find()) {
      for (var state : states.group(1).split("\\|", -1)) {
        assertThat(body()).contains("state=\"" + state + "\"");
      }
    }
  }

  /// A service account's token as the API server writes them, but for its signature.
  private static String endingSoon() {
    var claims = "{\"exp\":%d}".formatted(Instant.now().plusSeconds(3_600).getEpochSecond());
    var base64 = Base64.getUrlEncoder().withoutPadding();
    return "e30." + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
  }

  private String body() {
    var port = environment.getRequiredProperty("local.management.port", Integer.class);
    return new Visitor(port).get("/prometheus").body();
  }

  private Set<String> served() {
    return body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", -1)[0])
        .collect(Collectors.toSet());
  }

  private static List<String> expressions() throws IOException {
    var all = new ArrayList<>(ruleExpressions());
    var board =
        JsonMapper.builder()
            .build()
            .readTree(Files.readString(Path.of("ops/grafana/slipway.json")));
    board.findValues("expr").forEach(expression -> all.add(expression.asString()));
    return all;
  }

  private static List<String> ruleExpressions() throws IOException {
    return rules().stream().map(rule -> rule.path("expr").asString()).toList();
  }

  private static List<JsonNode> rules() throws IOException {
    return Yamls.one("ops/prometheus/slipway.rules.yml")
        .at("/groups/0/rules")
        .valueStream()
        .toList();
  }

  private static Set<String> namesIn(List<String> expressions) {
    return expressions.stream()
        .flatMap(expression -> METRIC.matcher(expression).results().map(hit -> hit.group()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
