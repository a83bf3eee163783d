package dev.slipway.sandbox.kubernetes;

import dev.slipway.sandbox.kubernetes.admission.Deletion;
import dev.slipway.sandbox.kubernetes.admission.Writes;
import dev.slipway.sandbox.kubernetes.api.ApiServer;
import dev.slipway.sandbox.kubernetes.api.Routes;
import dev.slipway.sandbox.kubernetes.control.ControlPlane;
import dev.slipway.sandbox.kubernetes.control.Images;
import dev.slipway.sandbox.kubernetes.control.Pace;
import dev.slipway.sandbox.kubernetes.failures.Failures;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One cluster: an API server on loopback, its controllers and its nodes.
public final class SimulatedCluster implements AutoCloseable {

  private final ClusterOptions options;
  private final ObjectStore store;
  private final ResourceTypes types;
  private final Manifests manifests;
  private final Failures failures = new Failures();
  private final Routes routes;
  private final ControlPlane control;
  private final Kubeconfig kubeconfig;
  private ApiServer server;

  private SimulatedCluster(ClusterOptions options) {
    this.options = options;
    Path folder = options.dataDir();
    this.store =
        new ObjectStore(folder == null ? null : folder.resolve("state"), options.history());
    this.types = new ResourceTypes();
    store
        .list("customresourcedefinitions.apiextensions.k8s.io", "")
        .objects()
        .forEach(types::define);
    var writes = new Writes(store, types);
    var deletion = new Deletion(store, types);
    this.manifests = new Manifests(store, types, writes, deletion);
    new Bootstrap(store, types, writes).run(options.pools());
    this.control =
        ControlPlane.start(
            options.name(),
            store,
            types,
            writes,
            deletion,
            new Pace(options.speed()),
            new Images(options.digests()));
    this.routes = new Routes(store, types, writes, deletion, failures, options.bookmarks());
    Kubeconfig known = recall(folder, options.name());
    int port = options.port() > 0 ? options.port() : known.port();
    this.server = listen(port, options.port() > 0, known.token());
    this.kubeconfig = known.at(server.port());
    if (folder != null) {
      kubeconfig.write(folder.resolve("kubeconfig"));
    }
  }

  /// Starts a cluster, or the one that was kept in the data folder.
  public static SimulatedCluster start(ClusterOptions options) {
    return new SimulatedCluster(options);
  }

  public String name() {
    return options.name();
  }

  /// The content of a kubeconfig file for this cluster.
  public String kubeconfig() {
    return kubeconfig.text();
  }

  /// The kubeconfig file, if the cluster is kept on disk.
  public Optional<Path> kubeconfigFile() {
    return Optional.ofNullable(options.dataDir()).map(folder -> folder.resolve("kubeconfig"));
  }

  public String url() {
    return "http://127.0.0.1:" + kubeconfig.port();
  }

  public String token() {
    return kubeconfig.token();
  }

  /// Creates or changes every object of the YAML documents, as `kubectl apply --server-side` would.
  public void apply(String yaml) {
    manifests.apply(yaml);
  }

  /// The same under the name of another field manager, as a delivery tool would.
  public void applyAs(String yaml, String manager) {
    manifests.applyAs(yaml, manager);
  }

  /// Whether applying the documents would change what a workload runs.
  public boolean drifted(String yaml) {
    return manifests.drifted(yaml);
  }

  /// Applies only what the cluster does not have yet.
  public void applyMissing(String yaml) {
    manifests.applyMissing(yaml);
  }

  /// Puts the cluster back to the YAML documents, and takes away workloads that they do not know.
  public void restore(String yaml) {
    manifests.restore(yaml);
  }

  public Failures failures() {
    return failures;
  }

  /// How many watches its API server serves now.
  public int openWatches() {
    return routes.openWatches();
  }

  /// The object as the cluster has it now. The type is plural and group, such as
  /// `deployments.apps`.
  public Optional<JsonNode> read(String type, String namespace, String name) {
    return Optional.ofNullable(store.get(type, new Key(namespace, name)));
  }

  /// The objects of a type in a namespace as the cluster has them now.
  public List<ObjectNode> list(String type, String namespace) {
    return store.list(type, namespace).objects();
  }

  /// Makes every version before now too old for a watch.
  public void forgetHistory() {
    store.truncate();
  }

  /// Stops listening, as when the network or the API server is gone; the nodes go on.
  public void disconnect() {
    server.close();
  }

  /// Listens again on the same port.
  public void reconnect() {
    server = ApiServer.start(kubeconfig.port(), routes, failures, kubeconfig.token());
  }

  @Override
  public void close() {
    control.close();
    store.close();
    server.close();
  }

  private ApiServer listen(int port, boolean only, String token) {
    try {
      return ApiServer.start(port, routes, failures, token);
    } catch (UncheckedIOException e) {
      if (only || port == 0) {
        throw e;
      }
      return ApiServer.start(0, routes, failures, token);
    }
  }

  private static Kubeconfig recall(@Nullable Path folder, String name) {
    if (folder == null) {
      return new Kubeconfig(name, 0, Kubeconfig.newToken());
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Kubeconfig.recall(name, folder.resolve("kubeconfig"));
  }

  /// A stable identity of the cluster: the UID of its namespace kube-system.
  public String uid() {
    ObjectNode system = store.get("namespaces", new Key("", "kube-system"));
    return system == null ? "" : Json.uid(system);
  }
}
