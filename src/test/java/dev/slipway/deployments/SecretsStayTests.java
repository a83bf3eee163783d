package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.approvals.Agreeing;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.identity.OneTimeLinks;
import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.notifications.Webhooks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.testing.Canaries;
import dev.slipway.testing.HeardLog;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/// Plants a canary wherever a secret lies, lets things go well and badly, and looks for it in
/// everything that leaves the portal: pages and headers, the API, the export, metrics, the log, the
/// database.
@SlipwayTest
@Tag("race")
class SecretsStayTests {

  private static final Pattern SKIPPED = Pattern.compile("^/(live|css|js|webjars)\\b|/follow\\b");
  private static final int MOST_PAGES = 120;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");

  @Autowired private ApplicationContext context;
  @Autowired private Environment environment;
  @LocalServerPort private int port;

  private final Canaries canaries = new Canaries();

  @Test
  @Promise("P18")
  @Negative({56, 57, 58})
  void noSecretLeaves() throws Exception {
    try (var log = new HeardLog();
        var cluster = SimulatedCluster.start(ClusterOptions.named("canary").speed(10))) {
      canaries.keep("kubeconfig token", word(cluster.kubeconfig(), "token: (\\S+)"));
      canaries.keep(
          "encryption key", environment.getProperty("slipway.encryption-key", "no-key-is-set"));
      var stage = new FlowStage(context, cluster.kubeconfig(), "default");
      var name = stage.name("canary");
      cluster.apply(workload(name));
      stage.placed(name, WorkloadKind.DEPLOYMENT);
      plantInIdentity(stage);
      plantInWebhook();
      live(stage, name, cluster);

      for (var handle : List.of("ada-" + stage.unique, "sam", "noor")) {
        var visitor = Visitor.signedIn(port, handle);
        // The cookie itself carries it; nothing else may.
        canaries.keep("session of " + handle, visitor.session());
        crawl(visitor, handle, seeds(stage, name));
      }
      canaries.look("GET /prometheus", management("/prometheus"));
      canaries.look("GET /readyz", management("/readyz"));
      lookIntoDatabase();
      log.lines().forEach(line -> canaries.look("the log", line));
    }
    System.out.printf("P18: %d canaries, found %s.%n", canaries.size(), canaries.found());
    assertThat(canaries.found()).isEmpty();
    assertThat(canaries.size()).isGreaterThanOrEqualTo(12);
  }

  private String workload(String name) {
    var secret = canaries.plant("Secret");
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: %1$s, namespace: default, annotations: {note: %2$s}}
    data: {password: %3$s}
    stringData: {other: %4$s}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: %1$s
      namespace: default
      annotations:
        kubectl.kubernetes.io/last-applied-configuration: '{"env":"%5$s"}'
        example.dev/note: %6$s
    spec:
      replicas: 2
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}, annotations: {example.dev/seed: %7$s}}
        spec:
          containers:
          - name: app
            image: app.test/app:1.0.0
            args: [serve, --password, %10$s]
            env:
            - {name: DB_PASSWORD, value: %8$s}
            - {name: GREETING, value: 'hello %9$s'}
            - name: FROM_SECRET
              valueFrom: {secretKeyRef: {name: %1$s, key: password}}
    """
        .formatted(
            name,
            canaries.plant("annotation of a Secret"),
            Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
            canaries.plant("stringData of a Secret"),
            canaries.plant("last-applied-configuration"),
            canaries.plant("annotation of a workload"),
            canaries.plant("annotation of a pod template"),
            canaries.plant("environment variable"),
            canaries.plant("part of an environment variable"),
            canaries.plant("argument behind a password option"));
  }

  private void plantInIdentity(FlowStage stage) {
    var people = stage.bean(People.class);
    var person = people.register("canary-" + stage.unique, "Canary", Actor.SYSTEM);
    var links = stage.bean(OneTimeLinks.class);
    var link = links.make(person.id(), sam()).secret();
    canaries.keep("used one-time link", link);
    links.use(link, canaries.plant("password"), true, Actor.ANONYMOUS);
    canaries.keep("open one-time link", links.make(person.id(), sam()).secret());
  }

  private void plantInWebhook() {
    var webhooks = context.getBean(Webhooks.class);
    var planted = canaries.plant("webhook secret");
    var waits = webhooks.set("http://127.0.0.1:9/hook", planted, "To find where it leaks", sam());
    new Agreeing(context::getBean).to(waits);
  }

  private Actor sam() {
    return Agreeing.session(context.getBean(People.class).byHandle("sam").orElseThrow());
  }

  /// A rollout that succeeds, one that a webhook refuses quoting the object, reads that are
  /// answered with a quoted object, and the way back.
  private void live(FlowStage stage, String name, SimulatedCluster cluster) {
    stage.ended(stage.start(name, ChangeKind.ROLLOUT, Map.of("", ":2.0.0")));
    for (var verb : List.of("get", "list", "patch", "create")) {
      cluster.failures().add(Failure.once(verb, ".", Failure.Effect.QUOTED).times(2));
      try {
        stage.ended(stage.start(name, ChangeKind.RESTART, Map.of()));
      } catch (DomainFailure refused) {
        canaries.look("a refusal after a quoted " + verb, refused.detail());
      }
      cluster.failures().clear();
    }
    stage.ended(stage.start(stage.back(name, null)));
    cluster.failures().add(Failure.once("watch", ".", Failure.Effect.QUOTED).times(3));
    cluster.failures().add(Failure.once("list", ".", Failure.Effect.QUOTED).times(3));
    cluster.failures().add(Failure.once("watch", ".", Failure.Effect.CUT_WATCH).times(3));
    await()
        .atMost(FlowStage.LONGEST)
        .until(() -> stage.plan(name, ChangeKind.RESTART, Map.of(), null).hash() != null);
    cluster.failures().clear();
  }

  private static List<String> seeds(FlowStage stage, String name) {
    var cell = "/services/" + name + "/env/" + stage.environment();
    return List.of(
        "/",
        "/me",
        "/people",
        "/people/canary-" + stage.unique,
        "/notifications",
        "/audit?q=" + stage.unique,
        "/audit/export?format=jsonl",
        "/audit/export?format=csv",
        "/api/v1/audit?limit=200",
        "/api/v1/audit/export?format=jsonl",
        "/api/v1/clusters",
        "/api/v1/deployments?service=" + name,
        "/api/v1/workloads?service=" + name,
        "/api/v1/services/" + name,
        "/clusters/flow-" + stage.unique,
        "/services/" + name,
        "/deployments?service=" + name,
        cell,
        cell + "/runtime",
        cell + "/runtime/facts",
        "/compare?service=" + name,
        "/plans/new?service=%s&environment=%s&kind=rollout".formatted(name, stage.environment()),
        "/plans/new?service=%s&environment=%s&kind=rollback".formatted(name, stage.environment()));
  }

  private void crawl(Visitor visitor, String who, List<String> seeds) {
    Set<String> visited = new LinkedHashSet<>();
    Map<String, Integer> alike = new HashMap<>();
    var queue = new ArrayDeque<>(seeds);
    while (!queue.isEmpty() && visited.size() < MOST_PAGES) {
      var path = queue.remove();
      if (!visited.add(path)) {
        continue;
      }
      var answer = visitor.get(path);
      // A cluster of another test may be gone: 503 says so.
      assertThat(answer.statusCode()).as("%s reads %s", who, path).isNotIn(500, 502, 504);
      canaries.look(who + " reads " + path, answer.body());
      answer
          .headers()
          .map()
          .forEach((header, values) -> {
            if (!header.equalsIgnoreCase("Set-Cookie")) {
              canaries.look(
                  who + " reads " + path + ", header " + header, String.join(" ", values));
            }
          });
      for (var link : Visitor.page(answer).select("a[href], [hx-get]")) {
        var next = link.hasAttr("hx-get") ? link.attr("hx-get") : link.attr("href");
        next = next.replaceAll("#.*", "");
        var shape =
            ID.matcher(next)
                .replaceAll("*")
                .replaceAll("=[^&]*", "=*")
                .replaceAll("/[a-z0-9-]*[0-9][a-z0-9-]*", "/*");
        if (next.matches("/(?!/).*")
            && !SKIPPED.matcher(next).find()
            && alike.merge(shape, 1, Integer::sum) <= 2) {
          queue.add(next);
        }
      }
    }
    assertThat(visited).as(who).hasSizeGreaterThan(30);
  }

  private String management(String path) throws Exception {
    var at = environment.getRequiredProperty("local.management.port", Integer.class);
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path)).GET().build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /// Every row of every table as text; bytes are in it as hex digits. Only the session's own table
  /// knows its id.
  private void lookIntoDatabase() throws SQLException {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (var rows =
          statement.executeQuery(
              """
              select format('%I.%I', table_schema, table_name) from information_schema.tables
              where table_schema in ('public', 'audit') and table_type = 'BASE TABLE'
              """)) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      assertThat(tables).hasSizeGreaterThan(30);
      for (var table : tables) {
        try (var rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            var row = rows.getString(1);
            canaries.look(
                "table " + table,
                row,
                where -> !(table.contains("spring_session") && where.startsWith("session")));
          }
        }
      }
    }
  }

  private static String word(String text, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
