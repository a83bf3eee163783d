package dev.slipway.clusters.fabric8;

/// Small workloads for tests.
final class Manifests {

  private Manifests() {}

  static String deployment(String name, String image, int replicas) {
    return """
    {"apiVersion": "apps/v1", "kind": "Deployment",
     "metadata": {"name": "%1$s", "labels": {"app": "%1$s"}},
     "spec": {"replicas": %3$d, "selector": {"matchLabels": {"app": "%1$s"}},
       "template": {"metadata": {"labels": {"app": "%1$s"}},
         "spec": {"containers": [
           {"name": "app", "image": "%2$s", "ports": [{"containerPort": 8080}],
            "env": [{"name": "GREETING", "value": "hello"}],
            "resources": {"requests": {"cpu": "0.1", "memory": "64Mi"}}}]}}}}
    """
        .formatted(name, image, replicas);
  }

  static String statefulSet(String name, String image, int replicas) {
    return """
    {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "%1$s"},
     "spec": {"replicas": %3$d, "serviceName": "%1$s",
       "selector": {"matchLabels": {"app": "%1$s"}},
       "template": {"metadata": {"labels": {"app": "%1$s"}},
         "spec": {"containers": [{"name": "app", "image": "%2$s"}]}}}}
    """
        .formatted(name, image, replicas);
  }

  static String daemonSet(String name, String image, String where) {
    return """
    {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "%1$s"},
     "spec": {"selector": {"matchLabels": {"app": "%1$s"}},
       "template": {"metadata": {"labels": {"app": "%1$s"}},
         "spec": {%3$s "containers": [{"name": "app", "image": "%2$s"}]}}}}
    """
        .formatted(name, image, where);
  }

  static String autoscaler(String name, int min, int max) {
    return """
    {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
     "metadata": {"name": "%1$s"},
     "spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "%1$s"},
       "minReplicas": %2$d, "maxReplicas": %3$d,
       "metrics": [{"type": "Resource", "resource": {"name": "cpu",
         "target": {"type": "Utilization", "averageUtilization": 80}}}]}}
    """
        .formatted(name, min, max);
  }
}
