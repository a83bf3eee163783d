package dev.slipway.runtime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// The last line of a start says where to go.
@Component
class Greeting {

  private static final Logger log = LoggerFactory.getLogger(Greeting.class);

  private final SlipwaySettings settings;

  Greeting(SlipwaySettings settings) {
    this.settings = settings;
  }

  @Order(Ordered.LOWEST_PRECEDENCE - 1)
  @EventListener
  void on(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof ServletWebServerApplicationContext context
        && context.getWebServer() != null) {
      log.info(line(context.getWebServer().getPort()));
    }
  }

  private String line(int port) {
    var address =
        settings.publicUrl() == null ? "http://127.0.0.1:" + port : settings.publicUrl().toString();
    var kept = settings.embeddedDatabase() ? " Its data is in " + settings.dataDir() + "." : "";
    return settings.isSandbox()
        ? "Slipway is ready: open %s (simulated clusters, demonstration data).%s"
            .formatted(address, kept)
        : "Slipway is ready: open %s.%s".formatted(address, kept);
  }
}
