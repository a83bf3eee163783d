package dev.slipway.verification;

import static dev.slipway.verification.JobFields.list;
import static dev.slipway.verification.JobFields.object;
import static dev.slipway.verification.JobFields.only;
import static dev.slipway.verification.JobFields.refused;
import static dev.slipway.verification.JobFields.text;
import static dev.slipway.verification.JobFields.within;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the pod of a Job that tests a rollout may ask for: to run what was rolled out, and nothing
/// by which it would reach further than any pod.
final class JobPod {

  /// Stands where an image does, and for the image that was rolled out.
  static final String IMAGE = "${IMAGE}";

  private static final int MOST_CONTAINERS = 3;
  private static final int LONGEST_GRACE = 60;
  private static final int USUAL_GRACE = 30;

  private static final Set<String> POD =
      Set.of(
          "containers",
          "initContainers",
          "restartPolicy",
          "nodeSelector",
          "tolerations",
          "securityContext",
          "imagePullSecrets",
          "volumes",
          "terminationGracePeriodSeconds");
  private static final Set<String> CONTAINER =
      Set.of(
          "name",
          "image",
          "command",
          "args",
          "env",
          "workingDir",
          "resources",
          "securityContext",
          "volumeMounts");
  private static final Set<String> SECURITY =
      Set.of(
          "runAsNonRoot",
          "runAsUser",
          "runAsGroup",
          "fsGroup",
          "readOnlyRootFilesystem",
          "allowPrivilegeEscalation",
          "seccompProfile",
          "capabilities");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SECRET =
      Pattern.compile("(?i)(passw(or)?d|secret|token|credentials?|(api|access|private)_?key)$");

  private JobPod() {}

  /// @throws dev.slipway.kernel.FieldRefused of the field `manifest`, naming what may not be there
  static void check(ObjectNode pod) {
    only("spec.template.spec", pod, POD);
    var containers = list("containers", pod.path("containers"));
    var before = list("initContainers", pod.path("initContainers"));
    if (containers.isEmpty()) {
      throw refused("It has no container: spec.template.spec.containers is needed.");
    }
    if (containers.size() + before.size() > MOST_CONTAINERS) {
      throw refused("It has more than %d containers.".formatted(MOST_CONTAINERS));
    }
    containers.forEach(one -> container("containers", one));
    before.forEach(one -> container("initContainers", one));
    security("spec.template.spec.securityContext", pod.path("securityContext"));
    list("volumes", pod.path("volumes")).forEach(JobPod::volume);
    var _ =
        within(
            "terminationGracePeriodSeconds",
            pod.path("terminationGracePeriodSeconds"),
            0,
            LONGEST_GRACE,
            USUAL_GRACE);
  }

  private static void container(String where, JsonNode node) {
    var container = object(where, node);
    only(where, container, CONTAINER);
    if (!NAME.matcher(container.path("name").asString("")).matches()) {
      throw refused(where + ".name is 1 to 63 small letters, digits and hyphens.");
    }
    if (!container.path("image").asString("").equals(IMAGE)) {
      throw refused(
          "The image of every container is "
              + IMAGE
              + ", the one that was rolled out: another one was not approved with it.");
    }
    for (var words : List.of("command", "args")) {
      list(where + "." + words, container.path(words))
          .forEach(word -> text(where + "." + words, word));
    }
    list(where + ".env", container.path("env")).forEach(each -> variable(where + ".env", each));
    only(
        where + ".resources",
        object("", container.path("resources")),
        Set.of("requests", "limits"));
    security(where + ".securityContext", container.path("securityContext"));
  }

  private static void variable(String where, JsonNode node) {
    var variable = object(where, node);
    only(where, variable, Set.of("name", "value", "valueFrom"));
    only(
        where + ".valueFrom",
        object("", variable.path("valueFrom")),
        Set.of("configMapKeyRef", "fieldRef"));
    var name = variable.path("name").asString("");
    if (variable.has("value")) {
      text(where + "." + name, variable.path("value"));
      if (SECRET.matcher(name).find() && !variable.path("value").asString("").isEmpty()) {
        throw refused(
            "%s.%s looks like a secret, and people see a manifest. Leave it out."
                .formatted(where, name));
      }
    }
  }

  private static void volume(JsonNode node) {
    only("volumes", object("volumes", node), Set.of("name", "emptyDir", "configMap"));
  }

  private static void security(String where, JsonNode node) {
    var security = object("", node);
    only(where, security, SECURITY);
    if (security.path("allowPrivilegeEscalation").asBoolean(false)) {
      throw refused(where + ".allowPrivilegeEscalation is not allowed.");
    }
    if (security.at("/capabilities/add").size() > 0) {
      throw refused(where + ".capabilities.add is not allowed.");
    }
    if (security.at("/seccompProfile/type").asString("").equals("Unconfined")) {
      throw refused(where + ".seccompProfile Unconfined is not allowed.");
    }
  }
}
