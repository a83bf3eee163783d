package dev.slipway.clusters;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Clusters named by the operator, each with the path of a kubeconfig.
@ConfigurationProperties("slipway")
record ClustersProperties(@DefaultValue List<Configured> clusters) {

  /// One of them.
  record Configured(String slug, String name, Path kubeconfig) {}
}
