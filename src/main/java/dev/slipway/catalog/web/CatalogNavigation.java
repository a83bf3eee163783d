package dev.slipway.catalog.web;

import dev.slipway.shell.NavigationItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CatalogNavigation {

  @Bean
  NavigationItem servicesNavigation() {
    return new NavigationItem("Services", "/services", "box", 20, "");
  }
}
