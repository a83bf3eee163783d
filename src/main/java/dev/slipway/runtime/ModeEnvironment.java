package dev.slipway.runtime;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Decides the mode before any bean exists, so that beans can be conditional on `slipway.mode` and
/// `slipway.database`. Without a datasource URL the portal is a sandbox on the embedded database.
class ModeEnvironment implements EnvironmentPostProcessor, Ordered {

  /// Who tries Slipway reads the console for one thing: the address. The audit has a page.
  private static final Map<String, Object> QUIET =
      Map.of(
          "logging.level.root", "warn",
          "logging.level.dev.slipway", "info",
          "logging.level.dev.slipway.audit.trail", "warn");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    var external = environment.containsProperty("spring.datasource.url");
    var mode =
        environment.containsProperty("slipway.mode")
            ? Mode.of(environment.getRequiredProperty("slipway.mode"))
            : external ? Mode.PRODUCTION : Mode.SANDBOX;
    Map<String, Object> decided = new HashMap<>();
    decided.put("slipway.mode", mode.slug());
    decided.put("slipway.database", external ? "external" : "embedded");
    if (mode == Mode.SANDBOX || !external) {
      // Nothing of a sandbox or of a trial on the embedded database is reachable from other
      // machines.
      decided.put("server.address", "127.0.0.1");
      decided.put("management.server.address", "127.0.0.1");
    }
    // Who tries it on the embedded database reads the console: plain lines, unless asked otherwise.
    if (mode == Mode.PRODUCTION
        && external
        && !environment.containsProperty("logging.structured.format.console")) {
      decided.put("logging.structured.format.console", "ecs");
    }
    environment.getPropertySources().addFirst(new MapPropertySource("slipwayMode", decided));
    if (mode == Mode.SANDBOX) {
      environment.getPropertySources().addLast(new MapPropertySource("slipwayQuiet", QUIET));
    }
  }

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }
}
