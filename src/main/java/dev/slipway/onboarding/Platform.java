package dev.slipway.onboarding;

import java.util.List;
import java.util.Set;

/// Namespaces of what makes a cluster work, which no team adopts: left out until somebody asks.
final class Platform {

  private static final Set<String> NAMES =
      Set.of(
          "istio-system",
          "cert-manager",
          "ingress-nginx",
          "metallb-system",
          "calico-system",
          "calico-apiserver",
          "tigera-operator",
          "local-path-storage",
          "gatekeeper-system",
          "kyverno",
          "velero",
          "flux-system",
          "argocd",
          "linkerd",
          "kubernetes-dashboard");

  private static final List<String> BEGINNINGS =
      List.of("kube-", "openshift-", "gke-", "aks-", "cattle-");

  private Platform() {}

  static boolean owns(String namespace) {
    return NAMES.contains(namespace) || BEGINNINGS.stream().anyMatch(namespace::startsWith);
  }
}
