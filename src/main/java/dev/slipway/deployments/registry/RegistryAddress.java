package dev.slipway.deployments.registry;

import dev.slipway.deployments.registry.RegistriesProperties.Registry;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where a registry listens, and who may see its credentials.
///
/// @param registry its configuration, or null if it has none
record RegistryAddress(URI base, @Nullable Registry registry) {

  private static final String DOCKER_HUB = "docker.io";

  static RegistryAddress of(String host, @Nullable Registry configured) {
    var endpoint = configured == null ? null : configured.endpoint();
    var base =
        endpoint != null
            ? endpoint
            : URI.create("https://" + (host.equals(DOCKER_HUB) ? "registry-1." + host : host));
    return new RegistryAddress(base, configured);
  }

  URI at(String path) {
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path);
  }

  boolean isSameHost(URI uri) {
    return base.getRawAuthority().equalsIgnoreCase(uri.getRawAuthority());
  }

  /// Whether a token service belongs to this registry, so that it may see the credentials.
  boolean trusts(URI realm) {
    if (isSameHost(realm)) {
      return true;
    }
    var host = base.getHost();
    int dot = host.indexOf('.');
    var domain = dot < 0 ? "" : host.substring(dot + 1);
    return domain.contains(".")
        && !domain.matches("[\\d.]+")
        && realm.getHost() != null
        && realm.getHost().endsWith("." + domain);
  }
}
