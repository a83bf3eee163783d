package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.event.ContextClosedEvent;

/// A server of the test's own, killed as the kernel kills: without a word.
@Tag("slow")
class EmbeddedDatabaseTests {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  private EmbeddedDatabase database;

  @BeforeEach
  void start() throws Exception {
    database = new EmbeddedDatabase(folder.resolve("postgres"));
    execute("create table note (text text)");
  }

  @AfterEach
  void stop() throws Exception {
    database.close();
  }

  @Test
  @Negative(69)
  @Promise("P10")
  void aServerThatIsKilledRunsAgainOnItsPortWithItsData() throws Exception {
    for (var round = 1; round <= 3; round++) {
      execute("insert into note values ('acknowledged')");
      var killed = postmaster();
      kill(killed);
      await().atMost(SOON).ignoreExceptions().until(() -> postmaster() != killed && notes() >= 1);
      assertThat(notes()).isEqualTo(round);
    }
  }

  @Test
  void aBackendThatIsKilledIsMendedByThePostmasterItself() throws Exception {
    execute("insert into note values ('acknowledged')");
    var before = postmaster();
    var pid = DriverManager.getConnection(url(), "postgres", null);
    try (var row = pid.createStatement().executeQuery("select pg_backend_pid()")) {
      row.next();
      kill(row.getLong(1));
    }
    await().atMost(SOON).ignoreExceptions().until(() -> notes() == 1);
    assertThat(postmaster()).isEqualTo(before);
  }

  @Test
  void whoStillWorksForAServerThatDiedDoesNotKeepTheNextOneFromStarting() throws Exception {
    var busy =
        Thread.ofVirtual()
            .start(() -> {
              try {
                // Deaf to everything but SIGKILL while it computes.
                execute("select count(*) from generate_series(1, 2000000000)");
              } catch (SQLException _) {
                // Its server was killed.
              }
            });
    await()
        .atMost(SOON)
        .until(() ->
            one(
                    "select count(*) from pg_stat_activity where query like 'select count(*) from generate%'")
                == 1);
    kill(postmaster());
    await().atMost(SOON).ignoreExceptions().until(() -> notes() == 0);
    busy.join();
  }

  @Test
  void aPortalThatStopsRevivesNothing() throws Exception {
    database.onApplicationEvent(mock(ContextClosedEvent.class));
    var killed = ProcessHandle.of(postmaster()).orElseThrow();
    kill(killed.pid());
    killed.onExit().join();
    database.close();
    assertThat(servers()).isZero();
  }

  @Test
  void aClosedDatabaseLeavesNoProcessBehind() throws Exception {
    kill(postmaster());
    database.close();
    assertThat(servers()).isZero();
  }

  @Test
  void aNumberThatBelongsToAnotherProgramByNowIsLeftAlone() throws Exception {
    database.close();
    var stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(folder.resolve("postgres/data/postmaster.pid"), stranger.pid() + "\n");
      database = new EmbeddedDatabase(folder.resolve("postgres"));
      assertThat(notes()).isZero();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroy();
    }
  }

  private long servers() throws Exception {
    var data = folder.resolve("postgres/data").toRealPath();
    return ProcessHandle.allProcesses().filter(process -> worksIn(process, data)).count();
  }

  private static boolean worksIn(ProcessHandle process, Path data) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")).equals(data);
    } catch (IOException _) {
      return false;
    }
  }

  private long postmaster() throws Exception {
    var file = folder.resolve("postgres/data/postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst().strip());
  }

  private static void kill(long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start().waitFor()).isZero();
  }

  private String url() {
    return database.getJdbcUrl();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url(), "postgres", null)) {
      connection.createStatement().execute(sql);
    }
  }

  private int notes() throws SQLException {
    return one("select count(*) from note");
  }

  private int one(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url(), "postgres", null);
        var row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
