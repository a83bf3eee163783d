package dev.slipway.clusters.fabric8;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.OutboundRefused;
import dev.slipway.runtime.SlipwaySettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/// Which API servers the portal may call. Loopback is for the sandbox, for a trial on the embedded
/// database, and for who asks for it; a credential travels in clear text on loopback only, to the
/// simulated clusters or where asked for; what no cluster answers at, such as a cloud's metadata,
/// is never called.
///
/// @param plain whether a server on loopback may be called without encryption
record ServerRules(boolean plain, OutboundAddresses addresses) {

  static ServerRules of(SlipwaySettings settings, boolean allowLoopback) {
    var loopback = allowLoopback || settings.isSandbox() || settings.embeddedDatabase();
    return new ServerRules(
        allowLoopback || settings.isSandbox(),
        new OutboundAddresses(
            loopback ? OutboundAddresses.Reach.LOOPBACK : OutboundAddresses.Reach.NETWORK,
            InetAddress::getAllByName));
  }

  /// Refuses what is wrong with a server for as long as its kubeconfig is as it is.
  Kubeconfig encrypted(Kubeconfig kubeconfig) {
    var clear = !"https".equals(kubeconfig.server().getScheme());
    if (clear && !(plain && kubeconfig.loopback())) {
      throw refused("its credential would be sent in clear text; server must begin with https");
    }
    return kubeconfig;
  }

  /// Refuses a server that may not be called; a name that is not known yet is judged when it is
  /// called.
  Kubeconfig accepted(Kubeconfig kubeconfig) {
    try {
      addresses.of(encrypted(kubeconfig).server().getHost());
    } catch (UnknownHostException _) {
      return kubeconfig;
    } catch (OutboundRefused e) {
      throw refused(String.valueOf(e.getMessage()).replaceFirst("\\.$", "") + hint(kubeconfig));
    }
    return kubeconfig;
  }

  private static String hint(Kubeconfig kubeconfig) {
    return kubeconfig.loopback()
        ? "; a portal that runs beside its cluster allows loopback by"
            + " slipway.outbound.allow-loopback"
        : "";
  }

  /// To be asked before each request, since a name may lead elsewhere by now.
  void beforeCall(URI server) throws UnknownHostException {
    addresses.of(server.getHost());
  }

  private static DomainFailure refused(String why) {
    return new DomainFailure(
        ProblemType.INVALID_INPUT, "This kubeconfig cannot be used: " + why + ".");
  }
}
