package dev.slipway.sandbox;

import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.NodePool;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// The clusters of the demonstration: started here with their state in the data folder, or attached
/// to simulators that run as processes of their own.
@Component
@InSandbox
class SandboxClusters implements DisposableBean {

  /// Slug and name of each cluster; its manifests lie in `sandbox/<slug>.yaml`.
  static final Map<String, String> NAMES =
      Map.of(
          "emis", "EMIS on-premise",
          "voting", "Voting",
          "quizmentor", "QuizMentor",
          "platform-edu", "platform-edu on AKS",
          "iot", "IoT telemetry");

  private static final Map<String, List<NodePool>> POOLS =
      Map.of(
          "emis",
          List.of(
              NodePool.of("master", 3)
                  .labelled("node-role.kubernetes.io/control-plane", "")
                  .tainted("node-role.kubernetes.io/control-plane=:NoSchedule"),
              NodePool.of("worker", 6)),
          "platform-edu",
          List.of(
              NodePool.of("aks-system", 1)
                  .labelled("agentpool", "system")
                  .labelled("node.kubernetes.io/instance-type", "Standard_D4s_v5")
                  .zoned("eastus2-"),
              NodePool.of("aks-apps", 3)
                  .labelled("agentpool", "apps")
                  .labelled("node-type", "application")
                  .labelled("node.kubernetes.io/instance-type", "Standard_D16s_v5")
                  .zoned("eastus2-")
                  .tainted("node-type=application:NoSchedule")),
          "quizmentor",
          List.of(
              NodePool.of("general", 3)
                  .labelled("eks.amazonaws.com/nodegroup", "general")
                  .labelled("node-group", "general")
                  .labelled("node.kubernetes.io/instance-type", "m6i.4xlarge"),
              NodePool.of("spot", 2)
                  .labelled("eks.amazonaws.com/nodegroup", "spot")
                  .labelled("node-group", "spot")
                  .labelled("node.kubernetes.io/instance-type", "m6a.4xlarge")
                  .tainted("spot=true:NoSchedule")));

  private static final Pattern IN_DAYS = Pattern.compile("in (\\d+) days$", Pattern.MULTILINE);

  private final SandboxProperties properties;
  private final SlipwaySettings settings;
  private final SandboxRegistry registry;
  private final Clusters clusters;
  private final List<SimulatedCluster> running = new CopyOnWriteArrayList<>();

  SandboxClusters(
      SandboxProperties properties,
      SlipwaySettings settings,
      SandboxRegistry registry,
      Clusters clusters) {
    this.properties = properties;
    this.settings = settings;
    this.registry = registry;
    this.clusters = clusters;
  }

  /// Starts or attaches each cluster and makes it known to the portal.
  void start() {
    var kubeconfigs =
        NAMES.keySet().parallelStream()
            .collect(Collectors.toConcurrentMap(slug -> slug, this::kubeconfig));
    NAMES.forEach((slug, name) ->
        clusters.register(
            new RegisterCluster(slug, name, Objects.requireNonNull(kubeconfigs.get(slug))),
            Actor.SYSTEM));
  }

  private String kubeconfig(String slug) {
    return properties.attach().stream()
        .filter(file -> belongsTo(file, slug))
        .findFirst()
        .map(SandboxClusters::read)
        .orElseGet(() -> launch(slug));
  }

  /// Puts every cluster that runs here back to what its manifests say.
  void restore() {
    for (var cluster : running) {
      cluster.restore(manifests(cluster.name()));
      SandboxBackups.seed(cluster, Instant.now());
    }
  }

  /// Names of the simulators that run as processes of their own; they are not put back from here.
  List<String> attached() {
    return NAMES.entrySet().stream()
        .filter(name -> running.stream().noneMatch(one -> one.name().equals(name.getKey())))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  /// The pods of a namespace; none of a cluster that runs as a process of its own.
  List<ObjectNode> pods(String slug, String namespace) {
    return running.stream()
        .filter(cluster -> cluster.name().equals(slug))
        .flatMap(cluster -> cluster.list("pods", namespace).stream())
        .toList();
  }

  /// Lets whoever owns the workloads of a cluster apply its manifests again.
  void applyAs(String slug, String manager) {
    for (var cluster : running) {
      if (cluster.name().equals(slug)) {
        cluster.applyAs(manifests(slug), manager);
      }
    }
  }

  /// Whether an image or a size of a workload differs from what the manifests say.
  boolean drifted(String slug) {
    return running.stream()
        .filter(cluster -> cluster.name().equals(slug))
        .anyMatch(cluster -> cluster.drifted(manifests(slug)));
  }

  /// Whether the Argo CD application would put back what differs: automatic sync with self-heal.
  boolean heals(String slug, String namespace, String application) {
    return running.stream()
        .filter(cluster -> cluster.name().equals(slug))
        .flatMap(
            cluster -> cluster.read("applications.argoproj.io", namespace, application).stream())
        .map(found -> found.at("/spec/syncPolicy/automated"))
        .anyMatch(automated ->
            automated.path("selfHeal").asBoolean(false)
                && automated.path("enabled").asBoolean(true));
  }

  /// Changes an image as `kubectl set image` does, past the portal. Does nothing on an attached
  /// cluster.
  void setImageByKubectl(String slug, WorkloadRef workload, String container, String image) {
    for (var cluster : running) {
      if (cluster.name().equals(slug)) {
        var path =
            "/apis/apps/v1/namespaces/%s/deployments/%s?fieldManager=kubectl-set"
                .formatted(workload.namespace(), workload.name());
        var patch =
            """
            {"spec":{"template":{"spec":{"containers":[{"name":"%s","image":"%s"}]}}}}\
            """
                .formatted(container, image);
        send(
            HttpRequest.newBuilder(URI.create(cluster.url() + path))
                .header("Authorization", "Bearer " + cluster.token())
                .header("Content-Type", "application/strategic-merge-patch+json")
                .timeout(Duration.ofSeconds(10))
                .method("PATCH", HttpRequest.BodyPublishers.ofString(patch))
                .build());
      }
    }
  }

  private static void send(HttpRequest request) {
    try (var http = HttpClient.newHttpClient()) {
      http.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The folder of a cluster carries its slug.
  private static boolean belongsTo(Path kubeconfig, String slug) {
    var folder = kubeconfig.toAbsolutePath().getParent();
    return folder != null && folder.endsWith(slug);
  }

  private String launch(String slug) {
    var cluster =
        SimulatedCluster.start(
            ClusterOptions.named(slug)
                .in(settings.dataDir().resolve("clusters").resolve(slug))
                .speed(properties.speed())
                .pools(POOLS.getOrDefault(slug, List.of(NodePool.of("worker", 3))))
                .digests(registry::digest));
    running.add(cluster);
    cluster.applyMissing(manifests(slug));
    SandboxBackups.seed(cluster, Instant.now());
    return cluster.kubeconfig();
  }

  /// The kinds that are not Kubernetes' own, and the objects of one cluster. What they say of days
  /// to come is counted from today.
  static String manifests(String slug) {
    return IN_DAYS
        .matcher(file("kinds") + file(slug) + objectives(slug))
        .replaceAll(days ->
            Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(Long.parseLong(days.group(1))))
                .toString());
  }

  /// The objectives that a team keeps in its cluster, in the file that was imported from it.
  private static String objectives(String slug) {
    return slug.equals("quizmentor") ? "\n---\n" + file("objectives/" + slug) : "";
  }

  private static String file(String name) {
    try (var stream = SandboxClusters.class.getResourceAsStream("/sandbox/" + name + ".yaml")) {
      if (stream == null) {
        throw new IllegalStateException("the manifests of " + name + " are missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void destroy() {
    running.forEach(SimulatedCluster::close);
  }
}
