package dev.slipway.shell;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Lets addresses and forms use the words that people see: `kind=restart`,
/// `state=pending-approval`.
@Configuration(proxyBeanMethods = false)
class AddressWords implements WebMvcConfigurer {

  @Override
  public void addFormatters(FormatterRegistry registry) {
    ApplicationConversionService.configure(registry);
  }
}
