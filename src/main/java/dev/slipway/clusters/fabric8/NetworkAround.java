package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The way to the pods of a workload: Services with their ready endpoints, Ingresses with hosts and
/// certificates, what network policies let through, and how a mesh shares traffic out.
record NetworkAround(Asked asked, String namespace, JsonNode labels, Instant now) {

  List<Item> items() {
    var items = new ArrayList<Item>();
    var names = new HashSet<String>();
    var all = asked.list(Paths.core(namespace, "services"), "Services");
    for (var service : all) {
      var selector = Fields.map(service.path("spec").path("selector"));
      if (!selector.isEmpty() && Fields.map(labels).entrySet().containsAll(selector.entrySet())) {
        names.add(name(service));
        items.add(service(service));
      }
    }
    var known = all.stream().map(NetworkAround::name).collect(Collectors.toSet());
    for (var ingress : asked.list(inNetworking("ingresses"), "Ingresses")) {
      if (backends(ingress).stream().anyMatch(names::contains)) {
        items.add(ingress(ingress, known));
        ingress.path("spec").path("tls").forEach(tls -> certificates(tls, items));
      }
    }
    for (var policy : asked.list(inNetworking("networkpolicies"), "network policies")) {
      if (Budgets.covers(policy.path("spec").path("podSelector"), labels)) {
        items.add(new PolicyAround(asked, namespace, policy).item());
      }
    }
    mesh(names, items);
    return items;
  }

  private static String name(JsonNode object) {
    return Fields.text(object.path("metadata"), "name");
  }

  private String inNetworking(String plural) {
    return "/apis/networking.k8s.io/v1/namespaces/" + Paths.segment(namespace) + "/" + plural;
  }

  private Item service(JsonNode service) {
    var spec = service.path("spec");
    var name = name(service);
    var ready = 0;
    var total = 0;
    var slices =
        "/apis/discovery.k8s.io/v1/namespaces/" + Paths.segment(namespace) + "/endpointslices";
    for (var slice : asked.list(slices, "endpoints")) {
      var owner = Fields.text(slice.path("metadata").path("labels"), "kubernetes.io/service-name");
      for (var endpoint : owner.equals(name) ? slice.path("endpoints") : Fields.NOTHING) {
        total++;
        ready += endpoint.path("conditions").path("ready").asBoolean(true) ? 1 : 0;
      }
    }
    var outside =
        service
            .path("status")
            .path("loadBalancer")
            .path("ingress")
            .valueStream()
            .map(each -> Fields.text(each, "ip") + Fields.text(each, "hostname"))
            .collect(Collectors.joining(", "));
    var affinity = Fields.text(spec, "sessionAffinity");
    return new AroundItem("Service", name)
        .fact("Ports", ports(spec))
        .fact(
            "Type",
            "None".equals(Fields.text(spec, "clusterIP")) ? "headless" : Fields.text(spec, "type"))
        .fact("Address outside", outside)
        .fact("Ready endpoints", "%d of %d".formatted(ready, total))
        .fact("Session affinity", "None".equals(affinity) ? "" : affinity)
        .remark(ready == 0, "No pod is ready behind it: every call fails.")
        .item();
  }

  private static String ports(JsonNode spec) {
    return spec.path("ports")
        .valueStream()
        .map(NetworkAround::port)
        .collect(Collectors.joining(", "));
  }

  private static String port(JsonNode port) {
    var own = port.path("port").asString("");
    var target = port.path("targetPort").asString(own);
    return own.equals(target) ? own : own + " to " + target;
  }

  private static Set<String> backends(JsonNode ingress) {
    var names = new HashSet<String>();
    for (var rule : ingress.path("spec").path("rules")) {
      rule.path("http")
          .path("paths")
          .forEach(path -> names.add(Fields.text(path.path("backend").path("service"), "name")));
    }
    return names;
  }

  private static Item ingress(JsonNode ingress, Set<String> known) {
    var item = AroundItem.of("Ingress", ingress);
    for (var rule : ingress.path("spec").path("rules")) {
      for (var path : rule.path("http").path("paths")) {
        var to = path.path("backend").path("service");
        var service = Fields.text(to, "name");
        item.fact(
            Fields.text(rule, "host") + Fields.text(path, "path"),
            service + ":" + to.path("port").path("number").asString(""));
        item.remark(
            !known.contains(service),
            "%s%s leads to Service %s, which does not exist."
                .formatted(Fields.text(rule, "host"), Fields.text(path, "path"), service));
      }
    }
    ingress
        .path("spec")
        .path("tls")
        .forEach(tls -> item.fact("TLS from Secret", Fields.text(tls, "secretName")));
    ingress
        .path("metadata")
        .path("annotations")
        .properties()
        .forEach(each -> {
          if (each.getKey().startsWith("nginx.ingress") || each.getKey().startsWith("cert-man")) {
            item.fact(
                each.getKey().substring(each.getKey().indexOf('/') + 1),
                each.getValue().asString(""));
          }
        });
    return item.item();
  }

  private void certificates(JsonNode tls, List<Item> items) {
    var path = "/apis/cert-manager.io/v1/namespaces/" + Paths.segment(namespace) + "/certificates";
    for (var certificate : asked.list(path, "certificates")) {
      var spec = certificate.path("spec");
      if (Fields.text(spec, "secretName").equals(Fields.text(tls, "secretName"))) {
        var end = Fields.instant(certificate.path("status"), "notAfter");
        var days = end == null ? 0 : Duration.between(now, end).toDays();
        var ready = Condition.all(certificate.path("status")).stream().anyMatch(Condition::isTrue);
        items.add(
            AroundItem.of("Certificate", certificate)
                .fact("Ends", end == null ? "not known" : "in %d days".formatted(days))
                .fact("For", hosts(spec.path("dnsNames")))
                .fact("Issuer", Fields.text(spec.path("issuerRef"), "name"))
                .remark(end != null && days < 14, "It ends in less than two weeks.")
                .remark(!ready, "It was not issued.")
                .item());
      }
    }
  }

  private static String hosts(JsonNode list) {
    return list.valueStream().map(each -> each.asString("")).collect(Collectors.joining(", "));
  }

  private void mesh(Set<String> names, List<Item> items) {
    var root = "/apis/networking.istio.io/v1/namespaces/" + Paths.segment(namespace) + "/";
    for (var route : asked.list(root + "virtualservices", "virtual services")) {
      if (names.contains(first(route.path("spec").path("hosts")))) {
        var item = AroundItem.of("VirtualService", route);
        for (var http : route.path("spec").path("http")) {
          item.fact(
              "Route " + Fields.text(http, "name"),
              http.path("route")
                  .valueStream()
                  .map(each ->
                      "%s %s"
                          .formatted(
                              Fields.text(each.path("destination"), "subset"),
                              each.path("weight").asString("100")))
                  .collect(Collectors.joining(", ")));
        }
        items.add(item.item());
      }
    }
    for (var rule : asked.list(root + "destinationrules", "destination rules")) {
      var spec = rule.path("spec");
      if (names.contains(Fields.text(spec, "host"))) {
        var item = AroundItem.of("DestinationRule", rule);
        for (var subset : spec.path("subsets")) {
          var wanted = ContainersAround.pairs(subset.path("labels"));
          item.fact("Subset " + Fields.text(subset, "name"), wanted);
          item.remark(
              !Fields.map(labels)
                  .entrySet()
                  .containsAll(Fields.map(subset.path("labels")).entrySet()),
              "Subset %s asks for %s, which no pod of this workload carries."
                  .formatted(Fields.text(subset, "name"), wanted));
        }
        var outlier = spec.path("trafficPolicy").path("outlierDetection");
        item.fact(
            "Ejects",
            outlier.isObject()
                ? "after %s errors in a row, for %s"
                    .formatted(
                        outlier.path("consecutive5xxErrors").asString(""),
                        Fields.text(outlier, "baseEjectionTime"))
                : "");
        item.fact(
            "Connections at most",
            spec.at("/trafficPolicy/connectionPool/tcp/maxConnections").asString(""));
        items.add(item.item());
      }
    }
  }

  private static String first(JsonNode list) {
    return list.path(0).asString("");
  }
}
