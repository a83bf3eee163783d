package dev.slipway.health.web;

import dev.slipway.shell.NavigationItem;
import dev.slipway.shell.Panel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where people find health.
@Configuration(proxyBeanMethods = false)
class HealthWeb {

  static final String TITLE = "Health";
  static final String ALERTS = "Alerts";
  static final String RESOURCES = "Resources";
  private static final String RESOURCES_HERE =
      "/services/{service}/env/{environment}/resources/panel";

  @Bean
  static NavigationItem health() {
    return new NavigationItem("Health", HealthFilter.PATH, "circle-check", 45, "");
  }

  @Bean
  static NavigationItem alerts() {
    return new NavigationItem("Alerts", AlertFilter.PATH, "triangle-alert", 46, "");
  }

  @Bean
  static Panel alertsOfService() {
    return new Panel("service", ALERTS, 12, "/services/{service}/alerts/panel");
  }

  @Bean
  static Panel alertsHere() {
    return new Panel("health", ALERTS, 10, "/services/{service}/env/{environment}/alerts/panel");
  }

  @Bean
  static Panel resourcesOfHealth() {
    return new Panel("health", RESOURCES, 20, RESOURCES_HERE);
  }

  @Bean
  static Panel resourcesOfPlace() {
    return new Panel("cell", RESOURCES, 25, RESOURCES_HERE);
  }

  @Bean
  static Panel resourcesOfCluster() {
    return new Panel("cluster", RESOURCES, 5, "/clusters/{cluster}/resources/panel");
  }

  @Bean
  static Panel healthOfService() {
    return new Panel("service", TITLE, 5, "/services/{service}/health/panel");
  }
}
