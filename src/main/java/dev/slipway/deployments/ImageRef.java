package dev.slipway.deployments;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A reference to an image as people and templates write it: `[registry/]path[:tag][@digest]`.
///
/// @param name the part before tag and digest, exactly as written
/// @param registry host to ask, `docker.io` where none is written
/// @param repository path at that host, `library/` added where Docker Hub expects it
public record ImageRef(
    String name,
    String registry,
    String repository,
    @Nullable String tag,
    @Nullable String digest) {

  private static final int LONGEST = 512;
  private static final Pattern PATH_PART =
      Pattern.compile("[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:\\[[0-9a-fA-F:]++]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::[0-9]{1,5})?");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  /// What people type who mean another tag of the image: `1.0.1`, `v2`, `rc-1.0.1`.
  private static final Pattern VERSION =
      Pattern.compile(
          "v?[0-9][A-Za-z0-9._-]{0,100}|[A-Za-z][A-Za-z0-9_]{0,30}-v?[0-9]+\\.[0-9][A-Za-z0-9._-]{0,60}");

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

  /// Reads a reference, or says what is wrong with it.
  public static ImageRef parse(String text) {
    var rest = text.strip();
    if (rest.isEmpty() || rest.length() > LONGEST) {
      throw invalid(text, "expected 1 to " + LONGEST + " characters");
    }
    String digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
      if (!DIGEST.matcher(digest).matches()) {
        throw invalid(text, "a digest is sha256: and 64 hexadecimal digits");
      }
    }
    String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
      if (!TAG.matcher(tag).matches()) {
        throw invalid(text, "a tag has up to 128 letters, digits, dots, underscores and hyphens");
      }
    }
    return named(text, rest, tag, digest);
  }

  /// Reads a reference that may leave out the name: `1.0.1`, `:1.0.1` and `@sha256:...` mean this
  /// image.
  public ImageRef sibling(String text) {
    var wanted = text.strip();
    if (VERSION.matcher(wanted).matches()) {
      return parse(name + ":" + wanted);
    }
    return parse(wanted.startsWith(":") || wanted.startsWith("@") ? name + wanted : wanted);
  }

  private static ImageRef named(
      String text, String name, @Nullable String tag, @Nullable String digest) {
    int slash = name.indexOf('/');
    var first = slash < 0 ? "" : name.substring(0, slash);
    boolean hasHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    var registry = hasHost ? first : "docker.io";
    var path = hasHost ? name.substring(slash + 1) : name;
    if (hasHost && !HOST.matcher(first).matches()) {
      throw invalid(text, "\"" + first + "\" is not a host name");
    }
    for (var part : path.split("/", -1)) {
      if (!PATH_PART.matcher(part).matches()) {
        throw invalid(text, "a name has lower-case letters, digits and single separators");
      }
    }
    if (path.length() > 255) {
      throw invalid(text, "the name is longer than 255 characters");
    }
    boolean official = registry.equals("docker.io") && path.indexOf('/') < 0;
    return new ImageRef(name, registry, official ? "library/" + path : path, tag, digest);
  }

  /// The same image pinned: the tag stays readable, the digest decides.
  public ImageRef pinnedTo(String newDigest) {
    return new ImageRef(name, registry, repository, tag, newDigest);
  }

  /// What a registry is asked for: the digest if there is one, else the tag, else `latest`.
  public String reference() {
    return digest != null ? digest : tag != null ? tag : "latest";
  }

  /// Short and readable: the tag, else the start of the digest.
  public String version() {
    if (tag != null) {
      return tag;
    }
    return digest == null ? "latest" : shortDigest(digest);
  }

  /// The version of an image as it is written; all of it where nobody can read it.
  public static String versionOf(String image) {
    try {
      return parse(image).version();
    } catch (DomainFailure _) {
      return image;
    }
  }

  static String shortDigest(String digest) {
    int colon = digest.indexOf(':') + 1;
    return digest.substring(colon, Math.min(digest.length(), colon + 12));
  }

  @Override
  public String toString() {
    return name + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  private static DomainFailure invalid(String text, String why) {
    var shown = text.length() > 120 ? text.substring(0, 120) + "..." : text;
    return new FieldRefused(
        "image", "\"" + shown + "\" is not an image reference: " + why + ". Write it as name:tag.");
  }
}
