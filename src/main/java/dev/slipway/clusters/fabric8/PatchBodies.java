package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.SyncedApplication;
import dev.slipway.clusters.WorkloadPatch;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The bodies that are sent. Each holds only the fields of its change, the UID and resourceVersion
/// of the read it is based on, and the marks on the object's own metadata.
final class PatchBodies {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PatchBodies() {}

  /// Containers that the template does not have.
  static Set<String> unknownContainers(LiveObject read, WorkloadPatch.SetImages patch) {
    var unknown = new TreeSet<>(patch.images().keySet());
    unknown.removeAll(containers(read));
    return unknown;
  }

  static Set<String> containers(LiveObject read) {
    var names = new TreeSet<String>();
    var pod = read.spec().path("template").path("spec");
    for (var list : new String[] {"containers", "initContainers"}) {
      pod.path(list).forEach(container -> names.add(Fields.text(container, "name")));
    }
    return names;
  }

  /// Strategic merge, by container name.
  static ObjectNode images(LiveObject read, WorkloadPatch.SetImages patch) {
    var body = guarded(read, patch.marks());
    var pod = body.putObject("spec").putObject("template").putObject("spec");
    for (var list : new String[] {"containers", "initContainers"}) {
      var changed = NODES.arrayNode();
      for (var container : read.spec().path("template").path("spec").path(list)) {
        var name = Fields.text(container, "name");
        var image = patch.images().get(name);
        if (image != null) {
          changed.addObject().put("name", name).put("image", image);
        }
      }
      if (!changed.isEmpty()) {
        pod.set(list, changed);
      }
    }
    return body;
  }

  /// Strategic merge, by container name; null takes an amount away.
  static ObjectNode resources(LiveObject read, WorkloadPatch.SetResources patch) {
    var body = guarded(read, patch.marks());
    var pod = body.putObject("spec").putObject("template").putObject("spec");
    for (var list : new String[] {"containers", "initContainers"}) {
      for (var container : read.spec().path("template").path("spec").path(list)) {
        if (patch.container().equals(Fields.text(container, "name"))) {
          var changed = pod.putArray(list).addObject().put("name", patch.container());
          amounts(changed.putObject("resources"), patch);
        }
      }
    }
    return body;
  }

  private static void amounts(ObjectNode resources, WorkloadPatch.SetResources patch) {
    patch
        .amounts()
        .forEach((place, amount) -> {
          var dot = place.indexOf('.');
          var side = place.substring(0, dot);
          var amounts =
              resources.get(side) instanceof ObjectNode known ? known : resources.putObject(side);
          amounts.put(place.substring(dot + 1), amount);
        });
  }

  /// An HPA as `kubectl autoscale` makes it.
  static ObjectNode autoscaler(LiveObject read, WorkloadPatch.CreateAutoscaler patch) {
    var body = NODES.objectNode();
    body.put("apiVersion", "autoscaling/v2").put("kind", "HorizontalPodAutoscaler");
    var metadata = body.putObject("metadata");
    metadata.put("name", patch.name()).put("namespace", read.ref().namespace());
    metadata.putObject("labels").put("app.kubernetes.io/managed-by", "slipway");
    var annotations = metadata.putObject("annotations");
    patch.marks().forEach(annotations::put);
    var spec = body.putObject("spec");
    spec.putObject("scaleTargetRef")
        .put("apiVersion", "apps/v1")
        .put("kind", read.ref().kind().kubernetes())
        .put("name", read.ref().name());
    spec.put("minReplicas", patch.min()).put("maxReplicas", patch.max());
    spec.putArray("metrics")
        .addObject()
        .put("type", "Resource")
        .putObject("resource")
        .put("name", "cpu")
        .putObject("target")
        .put("type", "Utilization")
        .put("averageUtilization", patch.cpu());
    return body;
  }

  /// Merge: `automated` goes into an annotation, or comes back from it.
  static ObjectNode sync(JsonNode application, WorkloadPatch.SetSync patch) {
    var metadata = application.path("metadata");
    var body =
        guarded(
            Fields.text(metadata, "uid"), Fields.text(metadata, "resourceVersion"), patch.marks());
    var annotations =
        body.path("metadata").path("annotations") instanceof ObjectNode found
            ? found
            : ((ObjectNode) body.path("metadata")).putObject("annotations");
    var policy = body.putObject("spec").putObject("syncPolicy");
    if (patch.paused()) {
      annotations.put(SyncedApplication.KEPT, patch.automated().toString());
      policy.putNull("automated");
    } else {
      annotations.putNull(SyncedApplication.KEPT);
      policy.set("automated", patch.automated());
    }
    return body;
  }

  static ObjectNode restart(LiveObject read, WorkloadPatch.Restart patch) {
    var body = guarded(read, patch.marks());
    body.putObject("spec")
        .putObject("template")
        .putObject("metadata")
        .putObject("annotations")
        .put("kubectl.kubernetes.io/restartedAt", patch.stamp());
    return body;
  }

  static ObjectNode paused(LiveObject read, WorkloadPatch.SetPaused patch) {
    var body = guarded(read, patch.marks());
    body.putObject("spec").put("paused", patch.paused());
    return body;
  }

  /// JSON Patch: the old template must still be there, whole.
  static ArrayNode template(LiveObject read, WorkloadPatch.ReplaceTemplate patch) {
    var operations = NODES.arrayNode();
    operation(operations, "test", "/metadata/uid", NODES.stringNode(read.uid()));
    operation(operations, "test", "/spec/template", read.spec().path("template"));
    operation(
        operations,
        "replace",
        "/metadata/resourceVersion",
        NODES.stringNode(read.resourceVersion()));
    operation(operations, "replace", "/spec/template", withoutHash(patch.template()));
    if (patch.resume() && read.spec().path("paused").asBoolean(false)) {
      operation(operations, "replace", "/spec/paused", NODES.booleanNode(false));
    }
    if (!patch.marks().isEmpty() && !read.metadata().path("annotations").isObject()) {
      operation(operations, "add", "/metadata/annotations", NODES.objectNode());
    }
    patch
        .marks()
        .forEach((key, value) ->
            operation(
                operations,
                "add",
                "/metadata/annotations/" + key.replace("~", "~0").replace("/", "~1"),
                NODES.stringNode(value)));
    return operations;
  }

  static ObjectNode bounds(JsonNode autoscaler, WorkloadPatch.ScaleBounds patch) {
    var metadata = autoscaler.path("metadata");
    var body =
        guarded(
            Fields.text(metadata, "uid"), Fields.text(metadata, "resourceVersion"), patch.marks());
    body.putObject("spec").put("minReplicas", patch.min()).put("maxReplicas", patch.max());
    return body;
  }

  static JsonNode withoutHash(JsonNode template) {
    var copy = template.deepCopy();
    if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
      labels.remove("pod-template-hash");
    }
    return copy;
  }

  private static ObjectNode guarded(LiveObject read, Map<String, String> marks) {
    return guarded(read.uid(), read.resourceVersion(), marks);
  }

  private static ObjectNode guarded(
      @Nullable String uid, String resourceVersion, Map<String, String> marks) {
    var body = NODES.objectNode();
    var metadata = body.putObject("metadata");
    metadata.put("uid", uid).put("resourceVersion", resourceVersion);
    if (!marks.isEmpty()) {
      var annotations = metadata.putObject("annotations");
      marks.forEach(annotations::put);
    }
    return body;
  }

  private static void operation(ArrayNode operations, String verb, String path, JsonNode value) {
    operations.addObject().put("op", verb).put("path", path).set("value", value);
  }
}
