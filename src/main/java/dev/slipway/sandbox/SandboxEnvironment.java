package dev.slipway.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// In sandbox mode, tells the portal where the demonstration's registries listen, as an operator
/// would.
class SandboxEnvironment implements EnvironmentPostProcessor, Ordered {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!"sandbox".equals(environment.getProperty("slipway.mode"))
        || environment.containsProperty("slipway.sandbox.registry-port")) {
      return;
    }
    var port = freePort();
    Map<String, Object> registries = new HashMap<>();
    registries.put("slipway.sandbox.registry-port", port);
    for (var i = 0; i < SandboxRegistry.HOSTS.size(); i++) {
      registries.put("slipway.registries[" + i + "].host", SandboxRegistry.HOSTS.get(i));
      registries.put("slipway.registries[" + i + "].endpoint", "http://127.0.0.1:" + port);
    }
    environment.getPropertySources().addLast(new MapPropertySource("sandboxRegistry", registries));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 2;
  }
}
