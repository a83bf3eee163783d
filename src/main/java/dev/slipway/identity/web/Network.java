package dev.slipway.identity.web;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// One address or a network in CIDR form. Never asks a name server.
///
/// @param bits how many leading bits count
record Network(InetAddress address, int bits) {

  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  static Network parse(String text) {
    var slash = text.indexOf('/');
    var address = text.substring(0, slash < 0 ? text.length() : slash).strip();
    if (!isAddress(address)) {
      throw new IllegalArgumentException(
          "slipway.trusted-proxies: '%s' is no address. Write 10.42.0.7 or 10.42.0.0/16."
              .formatted(text));
    }
    var parsed = InetAddress.ofLiteral(address);
    var most = parsed.getAddress().length * 8;
    var bits = slash < 0 ? most : bits(text, slash, most);
    return new Network(parsed, bits);
  }

  private static int bits(String text, int slash, int most) {
    try {
      var bits = Integer.parseInt(text.substring(slash + 1).strip());
      if (bits > 0 && bits <= most) {
        return bits;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "slipway.trusted-proxies: '%s' has no length of 1 to %d.".formatted(text, most));
  }

  /// Whether this is written as an address: names are no addresses.
  static boolean isAddress(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return false;
    }
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  boolean holds(String other) {
    if (!isAddress(other)) {
      return false;
    }
    var mine = address.getAddress();
    var theirs = InetAddress.ofLiteral(other).getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (var bit = 0; bit < bits; bit++) {
      var mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
