package dev.slipway.shell;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;
import org.thymeleaf.spring6.SpringTemplateEngine;

/// Static files under addresses with the hash of their content, kept by browsers for a year.
/// Templates write `@{/css/portal.css}`; the hash is put in on the way out. The start page loads
/// only the styles that all pages share and its own; what features add comes with the others.
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {

  private static final CacheControl FOR_GOOD =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  /// The beginnings of their addresses, wherever the portal's own begin.
  private static final List<String> ADDRESSES =
      List.of("/css/", "/js/", "/icons", "/favicon", "/webjars/");

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    hashed(
        registry,
        "/css/**",
        "css/",
        BundleResolver.stylesheets(
            "portal.css",
            "css/layers.css",
            "css/tokens.css",
            "css/base.css",
            "css/shell.css",
            "css/layout.css",
            "css/ui/*.css",
            "css/start/*.css",
            "css/utilities.css"),
        BundleResolver.stylesheets("features.css", "css/features/*.css"));
    hashed(
        registry,
        "/js/**",
        "js/",
        BundleResolver.scripts("portal.js", "js/*.js", "js/elements/*.js"));
    hashed(registry, "/icons*.svg", "");
    hashed(registry, "/favicon*.svg", "");
    registry
        .addResourceHandler("/webjars/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(FOR_GOOD)
        .resourceChain(true);
    // Any other address is known to nobody, and is told so by a page like all others. It has no
    // locations: Spring Boot's own would be searched for every link that a page draws.
    registry.addResourceHandler("/**");
  }

  @Autowired
  void link(SpringTemplateEngine templates) {
    templates.setLinkBuilder(new PageLinks());
  }

  /// Whether this address is one of a static file's.
  static boolean serve(String address) {
    return ADDRESSES.stream().anyMatch(address::contains);
  }

  @Bean
  FilterRegistrationBean<ResourceUrlEncodingFilter> hashedAddresses() {
    var filter = new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC);
    return filter;
  }

  private static void hashed(
      ResourceHandlerRegistry registry, String pattern, String folder, ResourceResolver... more) {
    var chain =
        registry
            .addResourceHandler(pattern)
            .addResourceLocations("classpath:/static/" + folder)
            .setCacheControl(FOR_GOOD)
            .setUseLastModified(false)
            .resourceChain(true)
            .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    for (ResourceResolver resolver : more) {
      chain.addResolver(resolver);
    }
  }
}
