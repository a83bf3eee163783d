package dev.slipway.deployments.registry;

import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.OutboundAddresses.Reach;
import dev.slipway.runtime.OutboundRefused;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// Which addresses a question to a registry may lead to: the registry itself, where it redirects,
/// and the token service that it names. Whoever writes an image reference chooses the registry, and
/// the registry chooses the rest, so each is judged before it is called:
///
/// - an `endpoint` of `slipway.registries` may be anywhere, on loopback also without encryption;
/// - whatever a registry of `slipway.registries` leads to may be in the company's network, by
///   HTTPS;
/// - everything else must be public, by HTTPS.
///
/// The client looks the name up once more. Java keeps the judged answer for longer than a call
/// lasts, and an address that changed in between would need a certificate for the name.
record RegistryHops(RegistriesProperties properties, OutboundAddresses.Resolver resolver) {

  /// Refuses an address that must not be called.
  ///
  /// @param asked the registry that the image names, as configured; null if it is not
  void require(URI hop, RegistriesProperties.@Nullable Registry asked) throws RegistryUnavailable {
    var host = hop.getHost();
    if (host == null) {
      throw new RegistryUnavailable("the registry leads to an address without a host");
    }
    var reach = reach(hop, asked);
    if (!"https".equals(hop.getScheme()) && !(reach == Reach.LOOPBACK && isPlainLoopback(hop))) {
      throw new RegistryUnavailable(at(hop) + " is not HTTPS, so it is not called");
    }
    try {
      new OutboundAddresses(reach, resolver).of(host);
    } catch (OutboundRefused _) {
      throw new RegistryUnavailable(
          host
              + " is on a private address, which is called only if slipway.registries names it;"
              + " ask whoever runs the portal");
    } catch (UnknownHostException e) {
      throw new RegistryUnavailable(host + " is not known here; check the name", e);
    }
  }

  private Reach reach(URI hop, RegistriesProperties.@Nullable Registry asked) {
    if (properties.isEndpoint(hop)) {
      return Reach.LOOPBACK;
    }
    return asked == null ? Reach.PUBLIC : Reach.NETWORK;
  }

  private static boolean isPlainLoopback(URI uri) {
    var host = uri.getHost();
    return "http".equals(uri.getScheme())
        && (host.equals("localhost")
            || host.equals("[::1]")
            || host.matches("127(\\.\\d{1,3}){3}"));
  }

  private static String at(URI hop) {
    return hop.getScheme() + "://" + hop.getRawAuthority();
  }
}
