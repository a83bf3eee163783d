package dev.slipway.shell;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.slipway.testing.Browser;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.SimulatorProcess;
import dev.slipway.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The demonstration as a process, on a database and on clusters that a test can turn to, with a
/// browser that looks at it.
final class PageStage implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Browser browser;
  final SimulatorProcess clusters;
  final PortalProcess portal;
  final JdbcClient database;

  private PageStage(
      Browser browser, SimulatorProcess clusters, PortalProcess portal, JdbcClient database) {
    this.browser = browser;
    this.clusters = clusters;
    this.portal = portal;
    this.database = database;
  }

  static PageStage open() throws Exception {
    var browser = Browser.open();
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    var folder = Files.createTempDirectory(Path.of("target"), "living");
    var database = TestDatabase.shared().fresh();
    var clusters = SimulatorProcess.start(folder.resolve("clusters"));
    var portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.mode=sandbox",
                "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath(),
                "--slipway.sandbox.attach=" + clusters.kubeconfigs(),
                "--slipway.encryption-key=c2xpcHdheSB0ZXN0cyB1c2UgdGhpcyBvbmUga2V5ISE=",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=slipway_app",
                "--spring.datasource.password=" + TestDatabase.PASSWORD,
                "--spring.flyway.url=" + database.url(),
                "--spring.flyway.user=slipway_migrate",
                "--spring.flyway.password=" + TestDatabase.PASSWORD));
    return new PageStage(browser, clusters, portal, JdbcClient.create(database.superuser()));
  }

  /// A window of one's own, signed in.
  Page signIn(String person, int width) {
    return Browser.signIn(browser.window(portal.url(), width, false), person);
  }

  Page signInWithoutScript(String person, String path) {
    var page = Browser.signIn(browser.windowWithoutScript(portal.url()), person);
    page.navigate(path);
    return page;
  }

  PortalClient client(String person) throws Exception {
    return PortalClient.signedIn(portal.url(), person);
  }

  /// What waits for an approval in the demonstration; it takes some seconds after a start.
  JsonNode waiting() throws Exception {
    try (var mira = client("mira")) {
      return Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> mira.json("/api/v1/approvals?state=pending").at("/items/0"),
              item -> !item.isMissingNode());
    }
  }

  /// Stores a plan that waits to be started.
  JsonNode plan(String person, String service, String environment, String kind, String image)
      throws Exception {
    try (var client = client(person)) {
      var wish =
          new java.util.HashMap<String, Object>(
              Map.of(
                  "service",
                  service,
                  "environment",
                  environment,
                  "kind",
                  kind,
                  "reason",
                  "To be looked at",
                  "submit",
                  false));
      if (!image.isEmpty()) {
        wish.put("image", image);
      }
      var answer = client.send("/api/v1/plans", wish, Map.of());
      if (answer.status() != 201) {
        throw new AssertionError("the plan was refused: " + answer.body());
      }
      return answer.body();
    }
  }

  /// The page of a restart that waits to be started.
  String restartOf(String service, String environment) throws Exception {
    return "/plans/" + plan("kofi", service, environment, "restart", "").at("/id").asString();
  }

  List<JsonNode> deployments(String service, String environment) throws Exception {
    try (var vera = client("vera")) {
      return vera.json(
              "/api/v1/deployments?service=%s&environment=%s".formatted(service, environment))
          .at("/items")
          .valueStream()
          .filter(one -> !one.at("/observed").asBoolean())
          .toList();
    }
  }

  /// How many operations have ever been started there.
  int started(String service, String environment) {
    return database
        .sql("select count(*) from operation where service_slug = ? and environment_slug = ?")
        .params(service, environment)
        .query(Integer.class)
        .single();
  }

  /// Waits until nothing is under way there.
  void awaitQuiet(String service, String environment) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            database
                    .sql(
                        "select count(*) from operation where service_slug = ? and environment_slug = ? and ended_at is null")
                    .params(service, environment)
                    .query(Integer.class)
                    .single()
                == 0);
  }

  /// Waits until the portal has seen a version run.
  void awaitVersion(String service, String environment, String tag) throws Exception {
    try (var vera = client("vera")) {
      var path = "/api/v1/workloads?service=%s&environment=%s".formatted(service, environment);
      Awaitility.await().atMost(PATIENCE).until(() -> vera.get(path).body().contains(tag));
    }
  }

  /// Ends the time that a plan has, as if it had been made long ago. Only a superuser can.
  void expire(String path) {
    database
        .sql(
            """
            do $$ begin
              set local session_replication_role = replica;
              update plan set not_after = clock_timestamp() - interval '1 minute' where id = '%s';
            end $$
            """
                .formatted(UUID.fromString(path.replace("/plans/", ""))))
        .update();
  }

  /// Sets the last proof of who somebody is back to six minutes ago, in every session of theirs.
  void provedLongAgo(String person) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(Instant.now().minusSeconds(360).toEpochMilli());
    }
    database
        .sql(
            """
            update spring_session_attributes set attribute_bytes = ?
             where attribute_name = 'provedAt' and session_primary_id in
               (select s.primary_id from spring_session s join person p
                    on p.id::text = s.principal_name where p.handle = ?)
            """)
        .params(bytes.toByteArray(), person)
        .update();
  }

  /// Sends the portal away from its database and lets it in no more. Superusers still come in.
  void letNobodyIn() {
    var name = database.sql("select current_database()").query(String.class).single();
    database.sql("alter database \"" + name + "\" connection limit 0").update();
    database
        .sql(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = ? and pid <> pg_backend_pid()")
        .param(name)
        .query()
        .listOfRows();
  }

  void letEverybodyIn() {
    var name = database.sql("select current_database()").query(String.class).single();
    database.sql("alter database \"" + name + "\" connection limit -1").update();
  }

  static void live(Page page) {
    assertThat(page.locator("#stream-state")).hasAttribute("data-state", "live");
  }

  @Override
  public void close() {
    portal.close();
    clusters.close();
    browser.close();
  }
}
