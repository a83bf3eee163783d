package dev.slipway.audit.web;

import dev.slipway.kernel.Permission;
import dev.slipway.shell.NavigationItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditWeb {

  @Bean
  NavigationItem auditEntry() {
    return new NavigationItem("Audit", "/audit", "scroll-text", 70, "", Permission.AUDIT_VIEW);
  }
}
