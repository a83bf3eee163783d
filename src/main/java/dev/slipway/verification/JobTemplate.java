package dev.slipway.verification;

import static dev.slipway.verification.JobFields.object;
import static dev.slipway.verification.JobFields.only;
import static dev.slipway.verification.JobFields.refused;
import static dev.slipway.verification.JobFields.texts;
import static dev.slipway.verification.JobFields.within;

import dev.slipway.kernel.FieldRefused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a Job that tests a rollout is made from: a manifest of `batch/v1` with the fields that are
/// known to do no harm, and no others. It runs what was rolled out and nothing else, with no
/// account of the cluster, no Secret, nothing of the node and no more rights than any pod.
final class JobTemplate {

  /// How many pods may fail before the Job does, at most.
  private static final int MOST_AGAIN = 3;

  private static final int SHORTEST_DEADLINE = 10;
  private static final int LONGEST_DEADLINE = 900;
  private static final int USUAL_DEADLINE = 120;

  /// Long enough to look at it, and then away.
  private static final int TIDIED_AFTER = 3_600;

  private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata", "spec");
  private static final Set<String> METADATA =
      Set.of("name", "generateName", "labels", "annotations");
  private static final Set<String> SPEC =
      Set.of("template", "backoffLimit", "activeDeadlineSeconds");

  /// Labels would let a Service take its pod for one of the workload and send it requests.
  private static final Set<String> POD_METADATA = Set.of("annotations");

  /// Others ask for more than a pod has: a role of the cloud, a Secret, a volume of the node.
  private static final Set<String> POD_ANNOTATIONS =
      Set.of(
          "sidecar.istio.io/inject",
          "linkerd.io/inject",
          "cluster-autoscaler.kubernetes.io/safe-to-evict");

  private static final Set<String> TEMPLATE = Set.of("metadata", "spec");

  private JobTemplate() {}

  /// Reads a manifest as people write it.
  ///
  /// @throws FieldRefused of the field `manifest`, naming what is in it that may not be
  static ObjectNode read(String text) {
    return checked(JobYaml.read(text));
  }

  private static ObjectNode checked(ObjectNode job) {
    only("", job, TOP);
    if (!job.path("apiVersion").asString("").equals("batch/v1")
        || !job.path("kind").asString("").equals("Job")) {
      throw refused("It is not a Job: apiVersion batch/v1 and kind Job are needed.");
    }
    var metadata = object("", job.path("metadata"));
    only("metadata", metadata, METADATA);
    var spec = object("spec", job.path("spec"));
    only("spec", spec, SPEC);
    var template = object("spec.template", spec.path("template"));
    only("spec.template", template, TEMPLATE);
    only("spec.template.metadata", object("", template.path("metadata")), POD_METADATA);
    var pod = object("spec.template.spec", template.path("spec"));
    JobPod.check(pod);
    var podAnnotations =
        texts("spec.template.metadata.annotations", template.at("/metadata/annotations"));
    only("spec.template.metadata.annotations", podAnnotations, POD_ANNOTATIONS);
    var clean = JsonNodeFactory.instance.objectNode();
    clean.set("labels", texts("metadata.labels", metadata.path("labels")));
    clean.set("annotations", texts("metadata.annotations", metadata.path("annotations")));
    clean.set("podAnnotations", podAnnotations);
    clean.put("again", within("spec.backoffLimit", spec.path("backoffLimit"), 0, MOST_AGAIN, 0));
    clean.put(
        "seconds",
        within(
            "spec.activeDeadlineSeconds",
            spec.path("activeDeadlineSeconds"),
            SHORTEST_DEADLINE,
            LONGEST_DEADLINE,
            USUAL_DEADLINE));
    clean.set("pod", pod);
    return clean;
  }

  /// The Job of one try, in the namespace of the workload, whatever the manifest says.
  ///
  /// @param name taken once, so that a second sending finds the first
  /// @param marks what names the deployment
  static ObjectNode job(
      JsonNode template, String namespace, String name, String image, Map<String, String> marks) {
    var job =
        JsonNodeFactory.instance.objectNode().put("apiVersion", "batch/v1").put("kind", "Job");
    var metadata = job.putObject("metadata").put("name", name).put("namespace", namespace);
    metadata.set("labels", template.path("labels").deepCopy());
    ObjectNode annotations = (ObjectNode) template.path("annotations").deepCopy();
    marks.forEach(annotations::put);
    metadata.set("annotations", annotations);
    var spec =
        job.putObject("spec")
            .put("backoffLimit", template.path("again").asInt())
            .put("activeDeadlineSeconds", template.path("seconds").asInt())
            .put("ttlSecondsAfterFinished", TIDIED_AFTER)
            .put("parallelism", 1)
            .put("completions", 1);
    var pod = (ObjectNode) template.path("pod").deepCopy();
    pod.put("restartPolicy", "Never").put("automountServiceAccountToken", false);
    for (var list : List.of("containers", "initContainers")) {
      pod.path(list).forEach(one -> ((ObjectNode) one).put("image", image));
    }
    var pods = spec.putObject("template");
    var podMetadata = pods.putObject("metadata");
    podMetadata.set("annotations", template.path("podAnnotations").deepCopy());
    pods.set("spec", pod);
    return job;
  }
}
