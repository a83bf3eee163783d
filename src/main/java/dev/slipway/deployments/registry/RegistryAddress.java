package dev.slipway.deployments.registry;

import dev.slipway.deployments.registry.RegistriesProperties.Registry;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// Where a registry listens, and what may be sent there.
///
/// @param registry its configuration, or null if it has none
record RegistryAddress(URI base, @Nullable Registry registry) {

  private static final String DOCKER_HUB = "docker.io";

  /// A registry without configuration must be public: whoever writes an image reference must not
  /// make the portal knock at doors of its own network.
  static RegistryAddress of(String host, @Nullable Registry configured) throws RegistryUnavailable {
    var endpoint = configured == null ? null : configured.endpoint();
    var base =
        endpoint != null
            ? endpoint
            : URI.create("https://" + (host.equals(DOCKER_HUB) ? "registry-1." + host : host));
    var address = new RegistryAddress(base, configured);
    if (!isSafe(base)) {
      throw new RegistryUnavailable(base + " is not HTTPS");
    }
    if (configured == null) {
      address.requirePublic();
    }
    return address;
  }

  URI at(String path) {
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path);
  }

  /// HTTPS, or plain HTTP on this very machine.
  static boolean isSafe(URI uri) {
    return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(uri));
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
        && !isLoopback(base)
        && realm.getHost() != null
        && realm.getHost().endsWith("." + domain);
  }

  private static boolean isLoopback(URI uri) {
    var host = uri.getHost();
    return host != null
        && (host.equals("localhost")
            || host.equals("[::1]")
            || host.matches("127(\\.\\d{1,3}){3}"));
  }

  private void requirePublic() throws RegistryUnavailable {
    try {
      for (var each : InetAddress.getAllByName(base.getHost())) {
        if (each.isLoopbackAddress()
            || each.isSiteLocalAddress()
            || each.isLinkLocalAddress()
            || each.isAnyLocalAddress()
            || each.isMulticastAddress()
            || isUniqueLocal(each)) {
          throw new RegistryUnavailable(
              "registry " + base.getHost() + " is on a private address and not configured");
        }
      }
    } catch (UnknownHostException e) {
      throw new RegistryUnavailable("registry " + base.getHost() + " is not known", e);
    }
  }

  private static boolean isUniqueLocal(InetAddress address) {
    var bytes = address.getAddress();
    return bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
  }
}
