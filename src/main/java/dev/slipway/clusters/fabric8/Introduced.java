package dev.slipway.clusters.fabric8;

import java.util.regex.Pattern;

/// How an API server names itself and our account. It may say anything, of any length, to whoever
/// looks at its page; only what real ones say is taken.
final class Introduced {

  /// A UUID, or what takes its place elsewhere.
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.+_~-]{1,64}");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final int LONGEST_ACCOUNT = 400;

  private Introduced() {}

  /// UID of the namespace that was answered; empty if it is none.
  static String uid(Answer namespace) {
    var uid = Fields.text(namespace.json().path("metadata"), "uid");
    return UID.matcher(uid).matches() ? uid : "";
  }

  /// Empty if it is none.
  static String version(Answer version) {
    var says = version.json().path("gitVersion").asString("");
    return VERSION.matcher(says).matches() ? says : "";
  }

  /// Empty if it is not named.
  static String account(Answer review) {
    var name = review.json().path("status").path("userInfo").path("username").asString("");
    var first = name.substring(0, Math.min(LONGEST_ACCOUNT, name.length()));
    return UNSEEN.matcher(first).replaceAll("").strip();
  }
}
