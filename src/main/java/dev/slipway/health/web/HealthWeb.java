package dev.slipway.health.web;

import dev.slipway.shell.NavigationItem;
import dev.slipway.shell.Panel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where people find health.
@Configuration(proxyBeanMethods = false)
class HealthWeb {

  static final String TITLE = "Health";

  @Bean
  static NavigationItem health() {
    return new NavigationItem("Health", HealthFilter.PATH, "circle-check", 45, "");
  }

  @Bean
  static Panel healthOfService() {
    return new Panel("service", TITLE, 5, "/services/{service}/health/panel");
  }
}
