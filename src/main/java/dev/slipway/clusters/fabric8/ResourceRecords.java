package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.resources.ClusterResources;
import dev.slipway.clusters.resources.ClusterResources.Certificate;
import dev.slipway.clusters.resources.ClusterResources.Claim;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Node;
import dev.slipway.clusters.resources.ClusterResources.Pod;
import dev.slipway.clusters.resources.ClusterResources.Quota;
import dev.slipway.clusters.resources.ClusterResources.Route;
import dev.slipway.clusters.resources.ClusterResources.Scaler;
import dev.slipway.clusters.resources.ClusterResources.State;
import dev.slipway.clusters.resources.ClusterResources.Template;
import dev.slipway.clusters.resources.ClusterResources.Usage;
import dev.slipway.clusters.resources.ClusterResources.Way;
import dev.slipway.clusters.resources.ResourceKind;
import dev.slipway.clusters.resources.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Cuts listed objects down, one by one, to the small records that are kept.
final class ResourceRecords {

  private final Instant asOf;
  private final Map<ResourceKind, Told> told = new EnumMap<>(ResourceKind.class);
  private final List<Scaler> scalers = new ArrayList<>();
  private final List<Quota> quotas = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<Way> services = new ArrayList<>();
  private final Map<Name, Ends> endpoints = new HashMap<>();
  private final List<Route> ingresses = new ArrayList<>();
  private final List<Template> templates = new ArrayList<>();
  private final List<Certificate> certificates = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();
  private final List<Usage> podUsage = new ArrayList<>();
  private final Map<String, Usage> nodeUsage = new HashMap<>();

  ResourceRecords(Instant asOf) {
    this.asOf = asOf;
  }

  /// Endpoints of one Service over all its slices.
  private record Ends(int ready, int all) {

    Ends and(Ends other) {
      return new Ends(ready + other.ready, all + other.all);
    }
  }

  void told(ResourceKind kind, Told how) {
    told.put(kind, how);
  }

  void add(ResourceKind kind, JsonNode object) {
    switch (kind) {
      case AUTOSCALER -> scalers.add(scaler(object));
      case QUOTA -> quotas.add(quota(object));
      case CLAIM -> claims.add(claim(object));
      case SERVICE -> services.add(service(object));
      case ENDPOINTS -> slice(object);
      case INGRESS -> ingresses.add(ingress(object));
      case DEPLOYMENT -> templates.add(template(WorkloadKind.DEPLOYMENT, object));
      case STATEFUL_SET -> templates.add(template(WorkloadKind.STATEFUL_SET, object));
      case DAEMON_SET -> templates.add(template(WorkloadKind.DAEMON_SET, object));
      case CERTIFICATE -> certificates.add(certificate(object));
      case NODE -> nodes.add(node(object));
      case POD_USAGE -> UsageRecords.ofPod(object).ifPresent(podUsage::add);
      case NODE_USAGE ->
          UsageRecords.ofNode(object).ifPresent(one -> nodeUsage.put(one.name().name(), one));
      case POD -> throw new IllegalArgumentException("pods are known by the watch");
    }
  }

  void addPods(List<Pod> some) {
    pods.addAll(some);
  }

  ClusterResources resources() {
    return new ClusterResources(
        asOf,
        told,
        scalers,
        quotas,
        claims,
        services.stream().map(this::withEndpoints).toList(),
        ingresses,
        templates,
        certificates,
        nodes,
        pods,
        podUsage,
        nodeUsage);
  }

  private Way withEndpoints(Way service) {
    var ends = endpoints.getOrDefault(service.name(), new Ends(0, 0));
    return new Way(
        service.name(),
        service.type(),
        service.headless(),
        service.selector(),
        ends.ready(),
        ends.all(),
        service.outside(),
        service.createdAt());
  }

  private static Name name(JsonNode object) {
    var metadata = object.path("metadata");
    return new Name(Fields.text(metadata, "namespace"), Fields.text(metadata, "name"));
  }

  private static List<State> states(JsonNode status) {
    return Condition.all(status).stream()
        .map(one -> new State(one.type(), one.status(), one.reason(), one.message(), one.changed()))
        .toList();
  }

  private static Scaler scaler(JsonNode object) {
    var spec = object.path("spec");
    var status = object.path("status");
    var target = spec.path("scaleTargetRef");
    return new Scaler(
        name(object),
        Fields.text(target, "kind"),
        Fields.text(target, "name"),
        Fields.number(spec, "minReplicas", 1),
        Fields.number(spec, "maxReplicas", 1),
        Fields.number(status, "currentReplicas", 0),
        Fields.number(status, "desiredReplicas", 0),
        states(status));
  }

  private static Quota quota(JsonNode object) {
    var status = object.path("status");
    var used = Fields.map(status.path("used"));
    var lines = new ArrayList<Quota.Line>();
    new TreeMap<>(Fields.map(status.path("hard")))
        .forEach((resource, hard) -> {
          var now = used.getOrDefault(resource, "0");
          lines.add(
              new Quota.Line(
                  resource,
                  now,
                  hard,
                  Amounts.read(now).orElse(null),
                  Amounts.read(hard).orElse(null)));
        });
    return new Quota(name(object), lines);
  }

  private static Claim claim(JsonNode object) {
    var spec = object.path("spec");
    var status = object.path("status");
    var has = Fields.text(status.path("capacity"), "storage");
    return new Claim(
        name(object),
        Fields.text(status, "phase"),
        has.isEmpty() ? Fields.text(spec.path("resources").path("requests"), "storage") : has,
        Fields.text(spec, "storageClassName"),
        Fields.instant(object.path("metadata"), "creationTimestamp"));
  }

  private static Way service(JsonNode object) {
    var spec = object.path("spec");
    return new Way(
        name(object),
        Fields.text(spec, "type"),
        "None".equals(Fields.text(spec, "clusterIP")),
        Fields.map(spec.path("selector")),
        0,
        0,
        addresses(object),
        Fields.instant(object.path("metadata"), "creationTimestamp"));
  }

  private static List<String> addresses(JsonNode object) {
    return object
        .at("/status/loadBalancer/ingress")
        .valueStream()
        .map(each -> Fields.text(each, "ip") + Fields.text(each, "hostname"))
        .filter(address -> !address.isEmpty())
        .toList();
  }

  /// An endpoint that does not say whether it is ready is (discovery.k8s.io/v1).
  private void slice(JsonNode slice) {
    var metadata = slice.path("metadata");
    var service = Fields.text(metadata.path("labels"), "kubernetes.io/service-name");
    var ready = 0;
    var all = 0;
    for (var endpoint : slice.path("endpoints")) {
      all++;
      ready += endpoint.path("conditions").path("ready").asBoolean(true) ? 1 : 0;
    }
    endpoints.merge(
        new Name(Fields.text(metadata, "namespace"), service), new Ends(ready, all), Ends::and);
  }

  private static Route ingress(JsonNode object) {
    var spec = object.path("spec");
    var backends = new ArrayList<Route.Backend>();
    backend("everything else", spec.path("defaultBackend"), backends);
    for (var rule : spec.path("rules")) {
      for (var path : rule.path("http").path("paths")) {
        backend(
            Fields.text(rule, "host") + Fields.text(path, "path"), path.path("backend"), backends);
      }
    }
    Set<String> secured = new HashSet<>();
    Set<String> secrets = new HashSet<>();
    for (var tls : spec.path("tls")) {
      tls.path("hosts").forEach(host -> secured.add(host.asString("")));
      secrets.add(Fields.text(tls, "secretName"));
    }
    secured.remove("");
    secrets.remove("");
    return new Route(name(object), backends, addresses(object), secured, secrets);
  }

  private static Certificate certificate(JsonNode object) {
    var spec = object.path("spec");
    var status = object.path("status");
    return new Certificate(
        name(object),
        Fields.text(spec, "secretName"),
        spec.path("dnsNames").valueStream().map(host -> host.asString("")).toList(),
        Fields.instant(status, "notAfter"),
        Fields.instant(status, "renewalTime"),
        states(status));
  }

  private static Node node(JsonNode object) {
    return new Node(
        Fields.text(object.path("metadata"), "name"),
        object.path("spec").path("unschedulable").asBoolean(false),
        UsageRecords.size(object.path("status").path("allocatable")),
        states(object.path("status")));
  }

  private static void backend(String path, JsonNode backend, List<Route.Backend> backends) {
    var service = Fields.text(backend.path("service"), "name");
    if (!service.isEmpty()) {
      backends.add(new Route.Backend(path, service));
    }
  }

  private static Template template(WorkloadKind kind, JsonNode object) {
    var spec = object.path("spec");
    var template = spec.path("template");
    Set<String> claims = new HashSet<>();
    for (var volume : template.path("spec").path("volumes")) {
      claims.add(Fields.text(volume.path("persistentVolumeClaim"), "claimName"));
    }
    claims.remove("");
    Set<String> made = new HashSet<>();
    spec.path("volumeClaimTemplates")
        .forEach(each -> made.add(Fields.text(each.path("metadata"), "name")));
    return new Template(
        kind,
        name(object),
        // A DaemonSet has no count; it wants pods wherever a node takes one.
        Fields.number(spec, "replicas", 1),
        Fields.map(template.path("metadata").path("labels")),
        UsageRecords.ofPods(template.path("spec"), "requests"),
        UsageRecords.ofPods(template.path("spec"), "limits"),
        claims,
        made);
  }
}
