package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.resources.ObjectiveManifests;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Lists the objects that hold objectives, page by page.
@Component
class ObjectiveReader implements ObjectiveManifests {

  private static final int PAGE = 200;

  /// Beyond so many pages of a kind the rest is not read, and that is said: a person looks through
  /// what was.
  private static final int PAGES = 5;

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "/apis/sloth.slok.dev/v1/prometheusservicelevels", "PrometheusServiceLevels (Sloth)"),
          new Kind(
              "/apis/pyrra.dev/v1alpha1/servicelevelobjectives", "ServiceLevelObjectives (Pyrra)"));

  private record Kind(String path, String words) {}

  private final ClusterWatches watches;

  ObjectiveReader(ClusterWatches watches) {
    this.watches = watches;
  }

  @Override
  public Found of(ClusterId cluster) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a cluster is never called inside a transaction");
    }
    var calls = watches.calls(cluster);
    List<JsonNode> objects = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (var kind : KINDS) {
      var why = list(calls, kind, objects);
      if (!why.isEmpty()) {
        silent.add(why);
      }
    }
    return new Found(objects, silent);
  }

  /// @return what was not read and why; empty if all was
  private static String list(ClusterCalls calls, Kind kind, List<JsonNode> objects) {
    var next = "";
    var read = 0;
    for (var page = 0; page < PAGES; page++) {
      var answer = calls.get(kind.path() + "?limit=" + PAGE + next);
      if (answer.status() == 404) {
        return "This cluster has no " + kind.words() + ".";
      }
      if (answer.status() == 403) {
        return "The portal may not list %s: k8s/access/read.yaml grants it."
            .formatted(kind.words());
      }
      if (!answer.ok()) {
        return "%s were not read: %s.".formatted(kind.words(), answer.message());
      }
      var json = answer.json();
      if (!json.path("items").isArray()) {
        return "%s were not read: what answered is no API server.".formatted(kind.words());
      }
      for (var object : json.path("items")) {
        objects.add(bare(object));
        read++;
      }
      var more = Fields.text(json.path("metadata"), "continue");
      if (more.isEmpty()) {
        return "";
      }
      next = "&continue=" + Paths.query(more);
    }
    return "Only the first %d %s were read.".formatted(read, kind.words());
  }

  /// As somebody wrote it: neither its state nor who changed what of it.
  private static ObjectNode bare(JsonNode object) {
    var bare = JsonNodeFactory.instance.objectNode();
    bare.set("apiVersion", object.path("apiVersion"));
    bare.set("kind", object.path("kind"));
    var metadata = bare.putObject("metadata");
    for (var key : List.of("name", "namespace", "labels")) {
      if (object.path("metadata").has(key)) {
        metadata.set(key, object.path("metadata").path(key));
      }
    }
    bare.set("spec", object.path("spec"));
    return bare;
  }
}
