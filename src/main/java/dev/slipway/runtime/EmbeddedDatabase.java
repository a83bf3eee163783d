package dev.slipway.runtime;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/// PostgreSQL in a folder of the user's, durable like any other: it survives restarts and `kill
/// -9`. One portal per folder; a server left over by a killed portal is stopped first, and one that
/// dies under a living portal is started again.
class EmbeddedDatabase
    implements JdbcConnectionDetails, ApplicationListener<ContextClosedEvent>, AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "timezone", "UTC",
          "synchronous_commit", "on",
          "max_connections", "50",
          "unix_socket_directories", "",
          "idle_in_transaction_session_timeout", "30s");

  private final FileChannel channel;
  private final FileLock lock;
  private final EmbeddedPostgres server;
  private final Revival revival;

  EmbeddedDatabase(Path folder) throws IOException {
    Files.createDirectories(folder);
    channel =
        FileChannel.open(
            folder.resolve("portal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var held = channel.tryLock();
    if (held == null) {
      channel.close();
      throw new UnsafeStart(
          "Another Slipway is running on the data folder " + folder.getParent() + ".",
          "Stop it first, or start this one with --slipway.data-dir=<another folder>.");
    }
    lock = held;
    var postmaster = new Postmaster(folder);
    postmaster.stopLeftOver();
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setOverrideWorkingDirectory(folder.resolve("bin").toFile())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            // After a kill it first brings back what its log holds.
            .setPGStartupWait(START_LIMIT);
    SETTINGS.forEach(builder::setServerConfig);
    server = builder.start();
    revival = new Revival(postmaster, options(server.getPort()));
    try {
      DatabaseRoles.prepare(server.getPostgresDatabase(), this::database);
    } catch (SQLException failure) {
      close();
      throw new IOException("the embedded database could not be prepared", failure);
    }
  }

  private static String options(int port) {
    return SETTINGS.entrySet().stream()
        .map(setting -> "-c %s=%s".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining(" ", "-p " + port + " ", ""));
  }

  private javax.sql.DataSource database(String name) {
    return server.getDatabase("postgres", name);
  }

  @Override
  public String getUsername() {
    return "slipway_app";
  }

  @Override
  public @Nullable String getPassword() {
    return null;
  }

  @Override
  public String getJdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/slipway";
  }

  /// A portal that stops revives nothing, however long its requests take to end.
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    revival.close();
  }

  @Override
  public void close() throws IOException {
    revival.close();
    server.close();
    if (channel.isOpen()) {
      lock.release();
      channel.close();
    }
  }
}
