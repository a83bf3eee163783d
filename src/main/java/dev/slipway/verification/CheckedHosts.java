package dev.slipway.verification;

import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.OutboundAddresses.Reach;
import dev.slipway.runtime.OutboundHttp;
import dev.slipway.runtime.OutboundUrl;
import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.runtime.TrustedCertificates;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Which hosts smoke tests may ask. Owners of services name them, so without a word of whoever runs
/// the portal only those that everybody can reach: else the portal would look round in networks for
/// people who cannot.
@Component
class CheckedHosts {

  private final boolean own;
  private final List<String> hosts;
  private final SSLSocketFactory sockets;
  private final OutboundAddresses.Resolver resolver;

  @Autowired
  CheckedHosts(
      VerificationProperties properties,
      SlipwaySettings settings,
      @Value("${slipway.outbound.allow-loopback:false}") boolean allowLoopback,
      @Value("${slipway.outbound.ca-certificates:#{null}}") @Nullable Path certificates) {
    this(
        allowLoopback || settings.isSandbox(),
        properties.hosts(),
        TrustedCertificates.sockets(certificates),
        InetAddress::getAllByName);
  }

  /// @param own whether this host's loopback may be asked by everybody
  CheckedHosts(
      boolean own,
      List<String> hosts,
      SSLSocketFactory sockets,
      OutboundAddresses.Resolver resolver) {
    this.own = own;
    this.hosts = hosts;
    this.sockets = sockets;
    this.resolver = resolver;
  }

  /// What a request to it is sent with; its addresses are judged when it is sent.
  OutboundHttp to(OutboundUrl url) {
    return new OutboundHttp(new OutboundAddresses(reach(url.host()), resolver), sockets);
  }

  /// What to do where an address was refused.
  String way(OutboundUrl url) {
    return reach(url.host()) == Reach.PUBLIC
        ? " If it is a host of your company, whoever runs the portal names it in"
            + " slipway.verification.hosts."
        : "";
  }

  /// A name that whoever runs the portal wrote down whole may lead to this host, too.
  private Reach reach(String host) {
    if (own || hosts.contains(host)) {
      return Reach.LOOPBACK;
    }
    return hosts.stream().anyMatch(one -> one.startsWith("*.") && host.endsWith(one.substring(1)))
        ? Reach.NETWORK
        : Reach.PUBLIC;
  }
}
