package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.shell.LiveStream;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Two portals on one database: this one acts, pages are open on the other.
@Tag("race")
@SlipwayTest
class ReplicaNewsTests {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Autowired LiveStream live;
  @Autowired TransactionOperations transactions;

  @TempDir Path folder;

  @Test
  void aPageOfAnotherReplicaShowsAnActAtOnceAndAfterALostConnectionToo() throws Exception {
    // The client's end waits for the stream, and that for the end of the other portal.
    try (var http = HttpClient.newHttpClient();
        var other = PortalProcess.start(folder, arguments())) {
      var lines = watch(http, other);
      await().atMost(SOON).until(() -> lines.stream().anyMatch("event:patch"::equals));

      act("approval-first");
      await().atMost(SOON).until(() -> lines.contains("data:approval-first"));

      transactions.executeWithoutResult(transaction -> {
        live.reload("approvals", "approval-taken-back");
        transaction.setRollbackOnly();
      });
      lines.clear();
      assertThat(endListeners()).isPositive();
      // What was missed meanwhile is read again ...
      await().atMost(SOON).until(() -> lines.contains("data:approvals-list"));
      // ... and news come in as before.
      act("approval-second");
      await().atMost(SOON).until(() -> lines.contains("data:approval-second"));
      assertThat(lines).doesNotContain("data:approval-taken-back");
    }
  }

  private void act(String element) {
    transactions.executeWithoutResult(_ -> live.reload("approvals", element));
  }

  private static Queue<String> watch(HttpClient http, PortalProcess portal) throws Exception {
    var session = Visitor.signedIn(URI.create(portal.url()).getPort(), "vera").session();
    var stream =
        http.send(
            HttpRequest.newBuilder(URI.create(portal.url() + "/live?topic=approvals"))
                .header("Cookie", "slipway=" + session)
                .build(),
            HttpResponse.BodyHandlers.ofLines());
    assertThat(stream.statusCode()).isEqualTo(200);
    var lines = new ConcurrentLinkedQueue<String>();
    Thread.ofVirtual().start(() -> stream.body().forEach(lines::add));
    return lines;
  }

  private static int endListeners() {
    return JdbcClient.create(TestDatabase.shared().superuser())
        .sql(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
             where application_name = ? and datname = current_database()
            """)
        .param(ReplicaNews.LISTENER)
        .query(Integer.class)
        .single();
  }

  private List<String> arguments() {
    var url = TestDatabase.shared().url();
    return List.of(
        "--slipway.mode=sandbox",
        "--slipway.sandbox.demonstration=none",
        "--slipway.data-dir=" + folder.resolve("data"),
        "--slipway.encryption-key=c2xpcHdheSB0ZXN0cyB1c2UgdGhpcyBvbmUga2V5ISE=",
        "--spring.datasource.url=" + url,
        "--spring.datasource.username=slipway_app",
        "--spring.datasource.password=" + TestDatabase.PASSWORD,
        "--spring.flyway.url=" + url,
        "--spring.flyway.user=slipway_migrate",
        "--spring.flyway.password=" + TestDatabase.PASSWORD);
  }
}
