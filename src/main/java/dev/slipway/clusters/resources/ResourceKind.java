package dev.slipway.clusters.resources;

/// A kind of object that is listed to say how a cluster is. Each may be unknown to the cluster or
/// refused to the portal without the others being any less true.
public enum ResourceKind {
  AUTOSCALER("/apis/autoscaling/v2/horizontalpodautoscalers", "autoscalers"),
  QUOTA("/api/v1/resourcequotas", "quotas"),
  CLAIM("/api/v1/persistentvolumeclaims", "volume claims"),
  SERVICE("/api/v1/services", "Services"),
  ENDPOINTS("/apis/discovery.k8s.io/v1/endpointslices", "endpoints"),
  INGRESS("/apis/networking.k8s.io/v1/ingresses", "Ingresses"),
  DEPLOYMENT("/apis/apps/v1/deployments", "Deployments"),
  STATEFUL_SET("/apis/apps/v1/statefulsets", "StatefulSets"),
  DAEMON_SET("/apis/apps/v1/daemonsets", "DaemonSets"),
  CERTIFICATE("/apis/cert-manager.io/v1/certificates", "certificates of cert-manager"),
  NODE("/api/v1/nodes", "nodes"),
  POD_USAGE("/apis/metrics.k8s.io/v1beta1/pods", "usage of pods (metrics.k8s.io)"),
  NODE_USAGE("/apis/metrics.k8s.io/v1beta1/nodes", "usage of nodes (metrics.k8s.io)"),
  /// Known by the watch, and never listed for this.
  POD("/api/v1/pods", "pods");

  private final String path;
  private final String words;

  ResourceKind(String path, String words) {
    this.path = path;
    this.words = words;
  }

  /// Of the list over all namespaces.
  public String path() {
    return path;
  }

  public boolean isListed() {
    return this != POD;
  }

  /// In a sentence, in the plural.
  public String words() {
    return words;
  }
}
