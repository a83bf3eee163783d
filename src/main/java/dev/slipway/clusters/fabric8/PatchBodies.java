package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.LiveObject;
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
    var pod = read.spec().path("template").path("spec");
    for (var list : new String[] {"containers", "initContainers"}) {
      pod.path(list).forEach(container -> unknown.remove(Fields.text(container, "name")));
    }
    return unknown;
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
