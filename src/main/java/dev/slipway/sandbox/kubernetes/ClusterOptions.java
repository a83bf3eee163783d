package dev.slipway.sandbox.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a simulated cluster is to be like.
///
/// @param name names the cluster in its kubeconfig
/// @param dataDir where its state and kubeconfig are kept, or null for one that ends with the
///   process
/// @param port where it listens on loopback, or 0: the port of last time, else any free one
/// @param speed how many times faster than real time nodes and controllers are
/// @param history how many changes per kind a watch can go back
/// @param bookmarks how often watches that ask for bookmarks get one
/// @param digests the digest behind an image reference, if it is known
/// @param pools the nodes that it begins with
public record ClusterOptions(
    String name,
    @Nullable Path dataDir,
    int port,
    double speed,
    int history,
    Duration bookmarks,
    Function<String, Optional<String>> digests,
    List<NodePool> pools) {

  private static final List<NodePool> WORKERS = List.of(NodePool.of("worker", 3));

  public static ClusterOptions named(String name) {
    return new ClusterOptions(
        name, null, 0, 1, 10_000, Duration.ofSeconds(30), _ -> Optional.empty(), WORKERS);
  }

  public ClusterOptions in(Path folder) {
    return new ClusterOptions(name, folder, port, speed, history, bookmarks, digests, pools);
  }

  public ClusterOptions at(int wanted) {
    return new ClusterOptions(name, dataDir, wanted, speed, history, bookmarks, digests, pools);
  }

  public ClusterOptions speed(double factor) {
    return new ClusterOptions(name, dataDir, port, factor, history, bookmarks, digests, pools);
  }

  public ClusterOptions history(int changes) {
    return new ClusterOptions(name, dataDir, port, speed, changes, bookmarks, digests, pools);
  }

  public ClusterOptions bookmarks(Duration every) {
    return new ClusterOptions(name, dataDir, port, speed, history, every, digests, pools);
  }

  public ClusterOptions digests(Function<String, Optional<String>> lookup) {
    return new ClusterOptions(name, dataDir, port, speed, history, bookmarks, lookup, pools);
  }

  public ClusterOptions pools(List<NodePool> wanted) {
    return new ClusterOptions(name, dataDir, port, speed, history, bookmarks, digests, wanted);
  }
}
