package dev.slipway.deployments.registry;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `slipway.registries[n]`: registries that need an address or credentials of their own.
@ConfigurationProperties("slipway")
record RegistriesProperties(@DefaultValue List<Registry> registries) {

  /// One registry.
  ///
  /// @param host as images name it
  /// @param endpoint where it listens; null for HTTPS at the host itself
  record Registry(
      String host, @Nullable URI endpoint, @Nullable String username, @Nullable String password) {

    @Override
    public String toString() {
      return "Registry[" + host + "]";
    }
  }

  /// Whether whoever runs the portal wrote this very address down.
  boolean isEndpoint(URI uri) {
    return registries.stream()
        .map(each ->
            each.endpoint() == null ? URI.create("https://" + each.host()) : each.endpoint())
        .anyMatch(each ->
            String.valueOf(uri.getScheme()).equalsIgnoreCase(each.getScheme())
                && String.valueOf(uri.getRawAuthority()).equalsIgnoreCase(each.getRawAuthority()));
  }

  Optional<Registry> named(String host) {
    return registries.stream().filter(each -> each.host().equalsIgnoreCase(host)).findFirst();
  }
}
