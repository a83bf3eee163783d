package dev.slipway.figures;

import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// How much memory the portal holds after some minutes (`-Dfigures.minutes=5`).
@Tag("figures")
class MemoryFigures {

  private static final double GOAL_MEGABYTES = 512;
  private static final int MINUTES = Integer.getInteger("figures.minutes", 5);
  private static final int CLUSTERS = 10;

  @Test
  void theDemonstration() throws Exception {
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "memory");
    try (var portal =
        PortalProcess.start(
            folder,
            Stage.FLAGS,
            List.of("--slipway.data-dir=" + folder.resolve("data").toAbsolutePath()))) {
      print("demonstration, its simulator included", portal);
    }
  }

  /// The simulators themselves need more heap than the build gives its tests.
  @Test
  @EnabledIfSystemProperty(named = "figures.crowd", matches = "true")
  void tenClustersWithTenThousandPods() throws Exception {
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "memory");
    List<SimulatedCluster> clusters = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    try {
      for (var n = 0; n < CLUSTERS; n++) {
        var cluster = Stage.cluster(folder.resolve("clusters"), "c" + n);
        clusters.add(cluster);
        Stage.crowd(cluster, 10_000 / CLUSTERS);
        arguments.add("--slipway.clusters[%d].slug=c%d".formatted(n, n));
        arguments.add("--slipway.clusters[%d].name=Cluster %d".formatted(n, n));
        arguments.add(
            "--slipway.clusters[%d].kubeconfig=%s"
                .formatted(n, cluster.kubeconfigFile().orElseThrow().toAbsolutePath()));
      }
      arguments.add("--slipway.outbound.allow-loopback=true");
      var database = TestDatabase.shared().fresh();
      try (var portal =
          PortalProcess.start(
              folder, Stage.FLAGS, Databases.production(database, folder, arguments))) {
        print("10 clusters, 10,000 pods", portal);
      }
    } finally {
      clusters.forEach(SimulatedCluster::close);
    }
  }

  private static void print(String data, PortalProcess portal) throws Exception {
    TimeUnit.MINUTES.sleep(MINUTES);
    var status = Files.readAllLines(Path.of("/proc/" + portal.pid() + "/status"));
    var rss =
        status.stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum()
            / 1024.0;
    var heap = portal.metric("jvm_memory_used_bytes{area=\"heap\"") / 1024 / 1024;
    Times.print(
        "memory, " + data + ", after " + MINUTES + " min with " + String.join(" ", Stage.FLAGS),
        String.format(
            Locale.ROOT,
            "RSS %.0f MB (%.2f of %.0f), heap %.0f MB",
            rss,
            rss / GOAL_MEGABYTES,
            GOAL_MEGABYTES,
            heap));
  }
}
