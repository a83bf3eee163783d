package dev.slipway.sandbox.kubernetes.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/// What the nodes know of images: what becomes of a container, and which digest a reference stands
/// for.
public final class Images {

  /// What becomes of a container, by the beginning of its image's tag.
  enum Fate {
    MISSING,
    BROKEN,
    SLOW,
    SLOWER,
    FADES,
    FINE
  }

  private final Function<String, Optional<String>> digests;

  /// Takes the lookup of digests.
  ///
  /// @param digests the digest (`sha256:…`) behind a reference, if it is known
  public Images(Function<String, Optional<String>> digests) {
    this.digests = digests;
  }

  static Fate fate(String image) {
    String tag = tag(image);
    if (tag.startsWith("missing")) {
      return Fate.MISSING;
    }
    if (tag.startsWith("broken")) {
      return Fate.BROKEN;
    }
    if (tag.startsWith("slower")) {
      return Fate.SLOWER;
    }
    if (tag.startsWith("slow")) {
      return Fate.SLOW;
    }
    return tag.startsWith("fades") ? Fate.FADES : Fate.FINE;
  }

  /// The image as a node reports it: `repository@sha256:…`. The lookup may say that other content
  /// runs than a pinned reference asks for, as where an admission webhook rewrites pods.
  String id(String image) {
    int at = image.indexOf('@');
    String digest =
        digests.apply(image).orElseGet(() -> at > 0 ? image.substring(at + 1) : hash(image));
    return repository(at > 0 ? image.substring(0, at) : image) + "@" + digest;
  }

  private static String repository(String image) {
    String tag = tag(image);
    String name = tag.isEmpty() ? image : image.substring(0, image.length() - tag.length() - 1);
    int slash = name.indexOf('/');
    boolean host = slash > 0 && name.substring(0, slash).matches(".*[.:].*|localhost");
    return host ? name : "docker.io/" + (slash < 0 ? "library/" : "") + name;
  }

  private static String tag(String image) {
    int at = image.indexOf('@');
    String plain = at > 0 ? image.substring(0, at) : image;
    int colon = plain.lastIndexOf(':');
    return colon > plain.lastIndexOf('/') ? plain.substring(colon + 1) : "";
  }

  static String hash(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
