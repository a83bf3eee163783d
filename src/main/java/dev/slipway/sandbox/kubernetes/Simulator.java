package dev.slipway.sandbox.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs one cluster as a process of its own: `--data-dir <folder> [--name <name>] [--port <port>]
/// [--speed <factor>] [--manifests <file or folder>]`. Prints the path of the kubeconfig and goes
/// on until the process ends.
public final class Simulator {

  private Simulator() {}

  /// Starts the cluster and waits for the end of the process.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ClusterOptions options = ClusterOptions.named("simulated");
    List<Path> manifests = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--data-dir" -> options = options.in(Path.of(value));
        case "--port" -> options = options.at(Integer.parseInt(value));
        case "--speed" -> options = options.speed(Double.parseDouble(value));
        case "--name" ->
            options =
                new ClusterOptions(
                    value,
                    options.dataDir(),
                    options.port(),
                    options.speed(),
                    options.history(),
                    options.bookmarks(),
                    options.digests(),
                    options.pools());
        case "--manifests" -> manifests.add(Path.of(value));
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    if (options.dataDir() == null) {
      throw new IllegalArgumentException("--data-dir <folder> is missing");
    }
    var cluster = SimulatedCluster.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    for (Path manifest : manifests) {
      for (Path file : files(manifest)) {
        cluster.applyMissing(Files.readString(file));
      }
    }
    System.out.println(cluster.kubeconfigFile().orElseThrow().toAbsolutePath());
    Thread.currentThread().join();
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> found = Files.list(path)) {
      return found.filter(f -> f.toString().matches(".*\\.ya?ml")).sorted().toList();
    }
  }
}
