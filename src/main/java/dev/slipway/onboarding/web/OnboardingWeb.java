package dev.slipway.onboarding.web;

import dev.slipway.shell.Panel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OnboardingWeb {

  @Bean
  Panel discoverPanel() {
    return new Panel("cluster", "Discover", 5, "/clusters/{cluster}/discover/panel");
  }
}
