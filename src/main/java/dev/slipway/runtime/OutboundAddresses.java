package dev.slipway.runtime;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides which addresses the portal may connect to. Every address of a name is checked, and the
/// caller connects to a checked one, so a name that answers differently a moment later gains
/// nothing. What a name leads to inside a network stands in the log of whoever runs the portal: a
/// refusal is shown to people who may not know it.
public final class OutboundAddresses {

  /// How names become addresses; tests give their own.
  public interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /// How far a call may go; each goes further than the one before.
  public enum Reach {
    /// What everybody can reach: for addresses that anybody may name.
    PUBLIC,
    /// The networks of the company too: for addresses that an administrator names.
    NETWORK,
    /// This host's loopback too: for addresses that whoever runs the portal names.
    LOOPBACK
  }

  /// Where clouds tell a machine who it is, outside 169.254.0.0/16, in hexadecimal digits:
  /// 100.100.100.200 (Alibaba), 168.63.129.16 (Azure) and 192.0.0.192 (Oracle).
  private static final Set<String> METADATA = Set.of("646464c8", "a83f8110", "c00000c0");

  private static final Logger LOG = LoggerFactory.getLogger(OutboundAddresses.class);

  private final Reach reach;
  private final Resolver resolver;

  public OutboundAddresses(Reach reach, Resolver resolver) {
    this.reach = reach;
    this.resolver = resolver;
  }

  public List<InetAddress> of(String host) throws UnknownHostException {
    var addresses = List.of(resolver.resolve(host));
    for (var address : addresses) {
      if (isRefused(address)) {
        LOG.debug("Not called: {} leads to {}", host, address.getHostAddress());
        throw new OutboundRefused(
            "The host " + host + " leads to an address which the portal does not call.");
      }
    }
    return addresses;
  }

  private boolean isRefused(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return reach != Reach.LOOPBACK;
    }
    return (reach == Reach.PUBLIC && isPrivate(address))
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || (address instanceof Inet4Address four && isRefused(four.getAddress()))
        || (address instanceof Inet6Address six && isRefused(six));
  }

  /// Networks of a company or a provider, which have no address on the Internet (RFC 6890).
  private static boolean isPrivate(InetAddress address) {
    var bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (bytes.length == 16) {
      return address.isSiteLocalAddress() || (first & 0xfe) == 0xfc;
    }
    return address.isSiteLocalAddress()
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 192 && second == 0 && bytes[2] == 0)
        || (first == 198 && (second & 0xfe) == 18);
  }

  private static boolean isRefused(byte[] four) {
    int first = four[0] & 0xff;
    // "This network", reserved and broadcast.
    return first == 0 || first >= 240 || METADATA.contains(HexFormat.of().formatHex(four));
  }

  /// Refuses IPv6 forms that carry an IPv4 address inside, and the metadata address of a cloud.
  private static boolean isRefused(Inet6Address six) {
    var bytes = six.getAddress();
    int head = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    var metadata = head == 0xfd00 && bytes[2] == 0x0e && (bytes[3] & 0xff) == 0xc2;
    var translated = head == 0x0064 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
    var sixToFour = head == 0x2002;
    var teredo = head == 0x2001 && bytes[2] == 0 && bytes[3] == 0;
    return metadata || translated || sixToFour || teredo || six.isIPv4CompatibleAddress();
  }
}
