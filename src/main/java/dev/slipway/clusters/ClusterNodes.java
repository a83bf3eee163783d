package dev.slipway.clusters;

import dev.slipway.kernel.Plural;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The nodes of a cluster, pool by pool, and what the pods on them request.
///
/// @param asOf when the cluster told; null if it never did
/// @param trouble why nothing newer or nothing at all is known, for people; empty if all is
/// @param cut whether the cluster has more nodes than were read
public record ClusterNodes(List<Pool> pools, @Nullable Instant asOf, String trouble, boolean cut) {

  public static ClusterNodes unknown(String why) {
    return new ClusterNodes(List.of(), null, why, false);
  }

  /// The same, where a newer answer could not be had.
  public ClusterNodes still(String why) {
    return new ClusterNodes(pools, asOf, why, cut);
  }

  /// Nodes that were made alike.
  ///
  /// @param bounds between which numbers an autoscaler of nodes keeps it; empty where the cluster
  ///   does not say
  public record Pool(String name, String bounds, List<Node> nodes) {

    public long ready() {
      return nodes.stream().filter(Node::ready).count();
    }

    /// Such as `3 of 3 nodes ready, 2 to 20 allowed`.
    public String words() {
      var told = "%d of %s ready".formatted(ready(), Plural.of(nodes.size(), "node"));
      return bounds.isEmpty() ? told : told + ", " + bounds + " allowed";
    }
  }

  /// One node.
  ///
  /// @param ready whether its kubelet says so; `readiness` has the word, also where it does not
  ///   answer any more
  /// @param since when that began
  /// @param pressure what it runs short of, such as `MemoryPressure`
  /// @param cordoned whether no new pod may come
  /// @param pods how many pods are on it and how many it takes
  public record Node(
      String name,
      boolean ready,
      String readiness,
      @Nullable Instant since,
      List<String> pressure,
      boolean cordoned,
      String zone,
      String type,
      String version,
      List<String> taints,
      Use cpu,
      Use memory,
      Use pods) {

    /// Whether somebody should look at it.
    public boolean isWell() {
      return ready && pressure.isEmpty() && !cordoned;
    }
  }

  /// How much of something is taken.
  ///
  /// @param requested what pods ask for; empty where the portal does not see the pods
  /// @param allocatable what the node gives to pods
  /// @param capacity what it has in all
  /// @param percent of what it gives; null where one of them is unknown
  public record Use(
      String requested, String allocatable, String capacity, @Nullable Integer percent) {

    public String words() {
      var part = requested.isEmpty() ? "unknown" : requested.matches("0\\D*") ? "none" : requested;
      return part + " of " + allocatable;
    }
  }

  public int count() {
    return pools.stream().mapToInt(pool -> pool.nodes().size()).sum();
  }

  /// Reads them when somebody looks; the last answer is kept and shown with its age.
  public interface Reader {

    ClusterNodes of(ClusterId cluster);
  }
}
