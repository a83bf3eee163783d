package dev.slipway.runtime;

import java.util.Locale;
import java.util.regex.Pattern;

/// An http or https URL, read by one strict grammar: no user, no fragment, no odd host, no number
/// that only some parsers take for an address. Whatever does not fit is refused, never repaired.
///
/// @param host lower case name or dotted quad
/// @param target path and query as sent
public record OutboundUrl(boolean secure, String host, int port, String target) {

  private static final int LONGEST = 2000;
  private static final Pattern URL =
      Pattern.compile(
          "(https?)://([A-Za-z0-9.-]{1,253})(?::([0-9]{1,5}))?(/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern QUAD =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  public static OutboundUrl parse(String text) {
    var match = URL.matcher(text);
    if (text.length() > LONGEST || !match.matches()) {
      throw new OutboundRefused(
          "The address must look like https://hooks.example.com/path, with letters, digits and"
              + " hyphens in the host and no user name.");
    }
    var host = match.group(2).toLowerCase(Locale.ROOT);
    requireHost(host);
    var secure = match.group(1).equals("https");
    int port = match.group(3) == null ? (secure ? 443 : 80) : Integer.parseInt(match.group(3));
    if (port < 1 || port > 65_535) {
      throw new OutboundRefused("Port " + port + " does not exist (expected: 1 to 65535).");
    }
    return new OutboundUrl(secure, host, port, match.group(4) == null ? "/" : match.group(4));
  }

  private static void requireHost(String host) {
    var labels = host.split("\\.", -1);
    for (var label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw new OutboundRefused("The host " + host + " is not a name that DNS allows.");
      }
    }
    // A last label of digits (or 0x...) is an address to some resolvers: only a plain dotted quad
    // passes.
    var last = labels[labels.length - 1];
    var numeric = Character.isDigit(last.charAt(0));
    var zeroLed = host.matches("(.*\\.)?0\\d+(\\..*)?");
    if (numeric && (!QUAD.matcher(host).matches() || zeroLed)) {
      throw new OutboundRefused("The host " + host + " is a number in a form we do not take.");
    }
  }

  /// Host, and the port where it is not the usual one.
  public String authority() {
    var usual = secure ? 443 : 80;
    return port == usual ? host : host + ":" + port;
  }
}
