package dev.slipway.journeys;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The workloads of the journeys as plain manifests, all in one namespace.
final class RealWorkloads {

  private static final Map<String, String> IMAGES = new LinkedHashMap<>();

  static {
    IMAGES.put("student-service@production", "registry.emis.local/student-service:1.0.0");
    IMAGES.put("vote@dev", "registry.voting.local/vote:1.4.0");
    IMAGES.put("vote@production", "registry.voting.local/vote:1.3.0");
    IMAGES.put("result@dev", "registry.voting.local/result:1.4.0");
    IMAGES.put("result@qa", "registry.voting.local/result:1.4.0");
    IMAGES.put("worker@qa", "registry.voting.local/worker:1.3.2");
  }

  private RealWorkloads() {}

  /// `service@environment` of every workload.
  static Iterable<String> places() {
    return IMAGES.keySet();
  }

  static String name(String service, String environment) {
    return service.equals("student-service") ? service : service + "-" + environment;
  }

  static String in(String namespace) {
    var deployments =
        IMAGES.entrySet().stream()
            .map(each -> {
              var place = each.getKey().split("@");
              return deployment(namespace, name(place[0], place[1]), place[0], each.getValue());
            })
            .collect(Collectors.joining("---\n"));
    return deployments + "---\n" + AUTOSCALER.replace("NAMESPACE", namespace);
  }

  private static String deployment(String namespace, String name, String container, String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: NAME, namespace: NAMESPACE, labels: {app: NAME}}
    spec:
      replicas: 3
      selector: {matchLabels: {app: NAME}}
      template:
        metadata: {labels: {app: NAME}}
        spec:
          containers:
          - name: CONTAINER
            image: IMAGE
            resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
            readinessProbe: {httpGet: {path: /healthz, port: 8080}}
    """
        .replace("NAMESPACE", namespace)
        .replace("NAME", name)
        .replace("CONTAINER", container)
        .replace("IMAGE", image);
  }

  private static final String AUTOSCALER =
      """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: student-service-hpa, namespace: NAMESPACE}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: student-service}
        minReplicas: 3
        maxReplicas: 10
        metrics:
        - type: Resource
          resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
      """;
}
