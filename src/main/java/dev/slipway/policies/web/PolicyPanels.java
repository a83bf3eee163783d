package dev.slipway.policies.web;

import dev.slipway.shell.Panel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What this module shows on the pages of others.
@Configuration(proxyBeanMethods = false)
class PolicyPanels {

  @Bean
  Panel policyPanel() {
    return new Panel("environment", "Policy", 10, "/environments/{environment}/policy/panel");
  }

  @Bean
  Panel freezePanel() {
    return new Panel("environment", "Freezes", 20, "/environments/{environment}/freezes/panel");
  }

  @Bean
  Panel lockPanel() {
    return new Panel("cell-side", "Lock", 60, "/services/{service}/env/{environment}/lock/panel");
  }
}
