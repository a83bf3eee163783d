package dev.slipway.home.web;

import dev.slipway.shell.NavigationItem;
import dev.slipway.shell.Panel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HomeNavigation {

  @Bean
  NavigationItem matrixNavigation() {
    return new NavigationItem("Matrix", "/", "grid-2x2", 10, "");
  }

  @Bean
  Panel systemMatrixPanel() {
    return new Panel("system", "What runs where", 10, "/systems/{system}/matrix");
  }
}
