package dev.slipway.runtime;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// PostgreSQL in a folder of the user's, durable like any other: it survives restarts and `kill
/// -9`. One portal per folder; a server left over by a killed portal is stopped first.
class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {

  private final FileChannel channel;
  private final FileLock lock;
  private final EmbeddedPostgres server;

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
    stopLeftOver(folder.resolve("data/postmaster.pid"));
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setOverrideWorkingDirectory(folder.resolve("bin").toFile())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "50")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("idle_in_transaction_session_timeout", "30s")
            .start();
    try {
      DatabaseRoles.prepare(server.getPostgresDatabase(), this::database);
    } catch (SQLException failure) {
      close();
      throw new IOException("the embedded database could not be prepared", failure);
    }
  }

  /// `kill -9` of the portal leaves PostgreSQL running; a second one on the same folder would fail
  /// and take the first one down with it.
  private static void stopLeftOver(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return;
    }
    var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    ProcessHandle.of(pid)
        .filter(process -> process.info().command().orElse("").contains("postgres"))
        .ifPresent(process -> {
          process.destroy();
          process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        });
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

  @Override
  public void close() throws IOException {
    server.close();
    lock.release();
    channel.close();
  }
}
