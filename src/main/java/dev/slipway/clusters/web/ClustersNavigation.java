package dev.slipway.clusters.web;

import dev.slipway.shell.NavigationItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClustersNavigation {

  @Bean
  NavigationItem clustersItem() {
    return new NavigationItem("Clusters", "/clusters", "server", 70, "");
  }
}
