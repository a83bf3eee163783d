package dev.slipway.testing;

import dev.slipway.runtime.DatabaseRoles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A PostgreSQL of the test's own, to be frozen, killed and started again on its port and data.
public final class DatabaseProcess implements AutoCloseable {

  private final Path folder;
  private EmbeddedPostgres server;

  private DatabaseProcess(Path folder) throws Exception {
    this.folder = folder.toAbsolutePath();
    this.server = launch(0);
    DatabaseRoles.prepare(
        server.getPostgresDatabase(), name -> server.getDatabase("postgres", name));
  }

  public static DatabaseProcess start(Path folder) throws Exception {
    Files.createDirectories(folder);
    return new DatabaseProcess(folder);
  }

  /// What a portal needs to be told to use it, as a sandbox.
  public List<String> arguments() {
    var url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/slipway";
    return new ArrayList<>(
        List.of(
            "--slipway.mode=sandbox",
            "--slipway.encryption-key=c2xpcHdheSB0ZXN0cyB1c2UgdGhpcyBvbmUga2V5ISE=",
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=slipway_app",
            "--spring.flyway.url=" + url,
            "--spring.flyway.user=slipway_migrate"));
  }

  /// A superuser's connection to the portal's database.
  public Connection superuser() throws SQLException {
    return server.getDatabase("postgres", "slipway").getConnection();
  }

  /// Stops every process of it where it stands: connections stay open, and nothing answers.
  public void freeze() throws Exception {
    signal("-STOP");
  }

  public void thaw() throws Exception {
    signal("-CONT");
  }

  public void kill() throws Exception {
    signal("-KILL");
  }

  /// Starts it again after a kill; it recovers from its log.
  public void restart() throws IOException {
    var port = server.getPort();
    server.close(); // lets go of its lock on the folder
    server = launch(port);
  }

  private EmbeddedPostgres launch(int port) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("unix_socket_directories", "");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  private void signal(String signal) throws Exception {
    var postmaster =
        Long.parseLong(
            Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip());
    var first = ProcessHandle.of(postmaster).orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", signal));
    Stream.concat(Stream.of(first), first.descendants())
        .map(process -> Long.toString(process.pid()))
        .forEach(command::add);
    new ProcessBuilder(command).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
