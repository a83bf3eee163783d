package dev.slipway.journeys;

import java.util.List;
import java.util.stream.Collectors;

/// The workloads of the journeys as plain manifests, all in one namespace.
final class RealWorkloads {

  private static final List<Place> PLACES =
      List.of(
          new Place("student-service", "production", "registry.emis.local/student-service:1.0.0"),
          new Place("vote", "dev", "registry.voting.local/vote:1.4.0"),
          new Place("vote", "production", "registry.voting.local/vote:1.3.0"),
          new Place("result", "dev", "registry.voting.local/result:1.4.0"),
          new Place("result", "qa", "registry.voting.local/result:1.4.0"),
          new Place("worker", "qa", "registry.voting.local/worker:1.3.2"));

  private RealWorkloads() {}

  /// A service, where it runs, and the image that it begins with.
  record Place(String service, String environment, String image) {

    /// The name of its workload.
    String name() {
      return RealWorkloads.name(service, environment);
    }

    /// The last part of the name of its image, which is that of the service nearly always.
    String container() {
      return image.substring(image.lastIndexOf('/') + 1, image.lastIndexOf(':'));
    }
  }

  static List<Place> places() {
    return PLACES;
  }

  static String name(String service, String environment) {
    return service.contains("-") ? service : service + "-" + environment;
  }

  /// The manifest of one alone.
  static String one(Place place, String namespace) {
    return deployment(namespace, place.name(), place.container(), place.image());
  }

  static String in(String namespace) {
    var deployments =
        PLACES.stream()
            .map(place -> deployment(namespace, place.name(), place.service(), place.image()))
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
