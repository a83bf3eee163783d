package dev.slipway.runtime;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The server processes of one data folder, known by where they work. A number alone proves
/// nothing: after a crash it may belong to somebody else.
final class Postmaster {

  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 20;

  private final Path data;
  private final Path binaries;
  private final Path log;
  private volatile @Nullable Path program;

  Postmaster(Path folder) throws IOException {
    data = folder.resolve("data");
    binaries = Files.createDirectories(folder.resolve("bin")).toRealPath();
    log = folder.resolve("postgres.log");
  }

  /// The process that the data folder names, if it lives and is a server of ours.
  Optional<ProcessHandle> running() throws IOException {
    var running = named().filter(this::isOurs);
    running.flatMap(process -> process.info().command()).ifPresent(path -> program = Path.of(path));
    return running;
  }

  /// `kill -9` of the portal leaves its server running. It ends in order, or by force.
  void stopLeftOver() throws IOException {
    var left = running();
    if (left.isPresent()) {
      left.get().destroy();
      if (!end(left.get().onExit(), STOP_SECONDS)) {
        left.get().destroyForcibly();
      }
    }
    clear();
  }

  /// Starts the server again on what is there. Whoever is left over from the dead one is ended
  /// first: they hold its shared memory, and PostgreSQL refuses to start beside them.
  void start(String options) throws IOException {
    clear();
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
    }
    command.addAll(
        List.of(
            control().toString(),
            "-D",
            data.toString(),
            "-o",
            options,
            "-w",
            "-t",
            Integer.toString(START_SECONDS),
            "start"));
    var start =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!end(start.onExit(), START_SECONDS + 5) || start.exitValue() != 0) {
      throw new IOException("PostgreSQL did not start, see " + log + ": " + lastWords());
    }
  }

  private void clear() throws IOException {
    var orphans = ours().toList();
    orphans.forEach(ProcessHandle::destroy);
    var ends = orphans.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    if (!end(CompletableFuture.allOf(ends), 2)) {
      orphans.forEach(ProcessHandle::destroyForcibly);
      end(CompletableFuture.allOf(ends), 2);
    }
    if (named()
        .flatMap(process -> process.info().command())
        .filter(path -> !isServer(Path.of(path)))
        .isPresent()) {
      // PostgreSQL would take the stranger who has the number now for a server.
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    }
  }

  private Optional<ProcessHandle> named() throws IOException {
    try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("\\d{1,18}"))
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private Stream<ProcessHandle> ours() {
    return ProcessHandle.allProcesses().filter(this::isOurs);
  }

  /// Every process of a server works in its data folder; where that cannot be read, the program
  /// tells.
  private boolean isOurs(ProcessHandle process) {
    var path = process.info().command().map(Path::of);
    if (path.isEmpty() || !isServer(path.get())) {
      return false;
    }
    var place = Path.of("/proc/" + process.pid() + "/cwd");
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return path.get().startsWith(binaries);
    }
    try {
      return Files.isDirectory(data) && Files.readSymbolicLink(place).equals(data.toRealPath());
    } catch (IOException _) {
      return false; // It has ended, or belongs to somebody else.
    }
  }

  private static boolean isServer(Path program) {
    return program.getFileName().toString().startsWith("postgres");
  }

  private Path control() throws IOException {
    var known = program;
    if (known == null) {
      throw new IOException("PostgreSQL never ran here, so nothing says how to start it");
    }
    return known.resolveSibling(known.getFileName().toString().replace("postgres", "pg_ctl"));
  }

  private String lastWords() throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("FATAL") || line.contains("PANIC"))
        .reduce((_, last) -> last)
        .orElse("no cause was given");
  }

  private static boolean end(CompletableFuture<?> exit, int seconds) throws IOException {
    try {
      exit.get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException _) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL was starting", interrupted);
    }
  }
}
