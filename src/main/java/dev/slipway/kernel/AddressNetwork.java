package dev.slipway.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Who one address is, wherever something is limited per address: of IPv4 the address, of IPv6 the
/// network of 64 bits that one customer is given, however it is written.
public final class AddressNetwork {

  private AddressNetwork() {}

  /// Such as `192.0.2.7` or `2001:db8:0:1::/64`; what is no address, as it is.
  public static String of(@Nullable String address) {
    if (address == null) {
      return "unknown";
    }
    return parsed(address) instanceof Inet6Address six ? network(six) : plain(address);
  }

  /// One spelling of an address; what is none, as it is.
  public static String plain(String address) {
    var parsed = parsed(address);
    return parsed == null ? address : parsed.getHostAddress();
  }

  private static @Nullable InetAddress parsed(String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static String network(Inet6Address address) {
    var bytes = address.getAddress();
    var words = new StringBuilder();
    for (var at = 0; at < 8; at += 2) {
      words
          .append(Integer.toHexString(((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff)))
          .append(':');
    }
    return words + ":/64";
  }
}
