package dev.slipway.health;

import java.util.Locale;

/// What a reading is about.
public enum ResourceSort {
  AUTOSCALER("Autoscaler", "HorizontalPodAutoscaler"),
  QUOTA("Quota", "ResourceQuota"),
  VOLUME("Volume", "PersistentVolumeClaim"),
  SERVICE("Service", "Service"),
  INGRESS("Ingress", "Ingress"),
  CERTIFICATE("Certificate", "Certificate"),
  HOST("Host", "Ingress"),
  NODE("Node", "Node"),
  POD("Pods", "Pod"),
  USAGE("Usage", "Pod");

  private final String word;
  private final String kubernetes;

  ResourceSort(String word, String kubernetes) {
    this.word = word;
    this.kubernetes = kubernetes;
  }

  public String word() {
    return word;
  }

  /// The kind as the Kubernetes API names it.
  public String kubernetes() {
    return kubernetes;
  }

  /// As in addresses and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
