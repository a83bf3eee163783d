package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The containers of a template and where its pods may run.
final class ContainersAround {

  private ContainersAround() {}

  static List<Item> containers(JsonNode pod) {
    var items = new ArrayList<Item>();
    pod.path("initContainers").forEach(each -> items.add(container("Init container", each)));
    pod.path("containers").forEach(each -> items.add(container("Container", each)));
    return items;
  }

  private static Item container(String kind, JsonNode container) {
    var resources = container.path("resources");
    var init = kind.startsWith("Init");
    var image = Fields.text(container, "image");
    return new AroundItem(kind, Fields.text(container, "name"))
        .fact("Image", image)
        .fact("Pull policy", Fields.text(container, "imagePullPolicy"))
        .fact("Command", Arguments.shown(container.path("command"), container.path("args")))
        .fact("Ports", ports(container))
        .fact("CPU", share(resources, "cpu"))
        .fact("Memory", share(resources, "memory"))
        .fact("Liveness", probe(container.path("livenessProbe")))
        .fact("Readiness", probe(container.path("readinessProbe")))
        .fact("Startup", startup(container.path("startupProbe")))
        .fact("Security", security(container.path("securityContext")))
        .remark(
            !init && !container.has("readinessProbe"),
            "No readiness probe: it gets traffic as soon as it starts.")
        .remark(
            !init && !container.has("livenessProbe"),
            "No liveness probe: it is not restarted when it hangs.")
        .remark(
            resources.path("limits").isEmpty(),
            "No limits of its own: those of the namespace apply, if it has any.")
        .remark(
            image.endsWith(":latest") || !image.substring(image.lastIndexOf('/') + 1).contains(":"),
            "The tag can mean other content tomorrow; only the digest is the same for ever.")
        .item();
  }

  private static String words(JsonNode list) {
    return list.valueStream().map(word -> word.asString("")).collect(Collectors.joining(" "));
  }

  private static String ports(JsonNode container) {
    return container
        .path("ports")
        .valueStream()
        .map(port -> port.path("containerPort").asString(""))
        .collect(Collectors.joining(", "));
  }

  private static String share(JsonNode resources, String what) {
    var asked = Fields.text(resources.path("requests"), what);
    var most = Fields.text(resources.path("limits"), what);
    if (asked.isEmpty()) {
      return most.isEmpty() ? "" : "at most " + most;
    }
    return most.isEmpty() ? asked : asked + ", at most " + most;
  }

  static String probe(JsonNode probe) {
    if (!probe.isObject()) {
      return "";
    }
    var first = Fields.number(probe, "initialDelaySeconds", 0);
    return "%s%s every %d s, %d s to answer, fails after %d"
        .formatted(
            asks(probe),
            first == 0 ? "," : ", first after " + first + " s, then",
            Fields.number(probe, "periodSeconds", 10),
            Fields.number(probe, "timeoutSeconds", 1),
            Fields.number(probe, "failureThreshold", 3));
  }

  private static String startup(JsonNode probe) {
    if (!probe.isObject()) {
      return "";
    }
    var budget =
        Fields.number(probe, "initialDelaySeconds", 0)
            + Fields.number(probe, "periodSeconds", 10)
                * Fields.number(probe, "failureThreshold", 3);
    return asks(probe) + ", has " + budget + " s to start";
  }

  private static String asks(JsonNode probe) {
    var http = probe.path("httpGet");
    if (http.isObject()) {
      return "GET " + Fields.text(http, "path") + " on " + http.path("port").asString("");
    }
    if (probe.has("exec")) {
      return "runs " + Arguments.program(probe.path("exec").path("command"));
    }
    return probe.has("grpc")
        ? "gRPC on " + probe.path("grpc").path("port").asString("")
        : "connects to " + probe.path("tcpSocket").path("port").asString("");
  }

  static String security(JsonNode context) {
    var words = new ArrayList<String>();
    if (context.path("runAsNonRoot").asBoolean(false)) {
      words.add("not root");
    }
    if (context.has("runAsUser")) {
      words.add("user " + context.path("runAsUser").asString(""));
    }
    if (context.path("readOnlyRootFilesystem").asBoolean(false)) {
      words.add("root file system read-only");
    }
    if (context.path("privileged").asBoolean(false)) {
      words.add("privileged");
    }
    if (context.has("allowPrivilegeEscalation")
        && !context.path("allowPrivilegeEscalation").asBoolean(true)) {
      words.add("no privilege escalation");
    }
    var dropped = words(context.path("capabilities").path("drop"));
    if (!dropped.isEmpty()) {
      words.add("drops " + dropped);
    }
    var profile = Fields.text(context.path("seccompProfile"), "type");
    if (!profile.isEmpty()) {
      words.add("seccomp " + profile);
    }
    return String.join(", ", words);
  }

  static Item pods(JsonNode template) {
    var pod = template.path("spec");
    var spread = pod.path("affinity").path("podAntiAffinity");
    return new AroundItem("Pods", "of this workload")
        .fact("Node selector", pairs(pod.path("nodeSelector")))
        .fact("Tolerates", tolerations(pod))
        .fact(
            "Spread",
            spread.has("requiredDuringSchedulingIgnoredDuringExecution")
                ? "no two on one node"
                : spread.isEmpty() ? "" : "apart from each other where it can")
        .fact("Service account", pod.path("serviceAccountName").asString("default"))
        .fact(
            "Pull secrets",
            pod.path("imagePullSecrets")
                .valueStream()
                .map(each -> Fields.text(each, "name"))
                .collect(Collectors.joining(", ")))
        .fact("Security", security(pod.path("securityContext")))
        .fact("Scraped", scraped(template.path("metadata").path("annotations")))
        .fact(
            "Grace period to end", pod.path("terminationGracePeriodSeconds").asString("30") + " s")
        .item();
  }

  private static String scraped(JsonNode annotations) {
    return "true".equals(Fields.text(annotations, "prometheus.io/scrape"))
        ? "by Prometheus on " + Fields.text(annotations, "prometheus.io/port")
        : "";
  }

  private static String tolerations(JsonNode pod) {
    return pod.path("tolerations")
        .valueStream()
        .filter(each -> !Fields.text(each, "key").startsWith("node.kubernetes.io/"))
        .map(each ->
            Fields.text(each, "key")
                + (Fields.text(each, "value").isEmpty() ? "" : "=" + Fields.text(each, "value"))
                + (Fields.text(each, "effect").isEmpty() ? "" : ":" + Fields.text(each, "effect")))
        .collect(Collectors.joining(", "));
  }

  static String pairs(JsonNode labels) {
    return Fields.map(labels).entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
