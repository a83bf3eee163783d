package dev.slipway.slo.web;

import dev.slipway.shell.NavigationItem;
import dev.slipway.shell.Panel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where people find objectives.
@Configuration(proxyBeanMethods = false)
class SloWeb {

  private static final String OF_PLACE = "/services/{service}/env/{environment}/slo/panel";

  @Bean
  static NavigationItem reliability() {
    return new NavigationItem("Reliability", ObjectiveFilter.PATH, "gauge", 50, "");
  }

  @Bean
  static Panel budgetOfPlan() {
    return new Panel("plan-place", "Error budget", 10, OF_PLACE);
  }

  @Bean
  static Panel budgetOfCell() {
    return new Panel("cell", "Error budget", 15, OF_PLACE);
  }

  @Bean
  static Panel monthsOfObjective() {
    return new Panel("objective", "By the month", 40, "/slo/{objective}/months");
  }

  @Bean
  static Panel objectivesOfService() {
    return new Panel("service", "Objectives", 10, "/services/{service}/slo/panel");
  }
}
