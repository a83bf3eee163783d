package dev.slipway.home;

import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.PodState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A version as people read it: the tag, and the first letters of the digest that runs.
///
/// @param image as written in the template
/// @param tag empty if the image is named by digest only
/// @param digest `sha256:...`, or null if nobody could tell
public record Version(String image, String tag, @Nullable String digest) {

  static final Version NONE = new Version("", "", null);

  public static Version of(String image, @Nullable String runningDigest) {
    var at = image.indexOf('@');
    var name = at < 0 ? image : image.substring(0, at);
    var colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    var tag = colon >= 0 ? name.substring(colon + 1) : at < 0 ? "latest" : "";
    return new Version(
        image, tag, runningDigest != null || at < 0 ? runningDigest : image.substring(at + 1));
  }

  /// The version of a service: the image of its container, else of the first that is no init
  /// container.
  public static Version of(List<ContainerImage> images, String container) {
    return named(images, container)
        .or(() -> images.stream().filter(image -> !image.init()).findFirst())
        .map(image -> of(image.image(), image.runningDigest()))
        .orElse(NONE);
  }

  /// What one pod runs: the image of that container, else of its first.
  static Version of(PodState pod, String container) {
    if (pod.images().isEmpty()) {
      return NONE;
    }
    int at = Math.max(0, pod.containers().indexOf(container));
    var digest = at < pod.imageDigests().size() ? pod.imageDigests().get(at) : "";
    return of(pod.images().get(at), digest.isEmpty() ? null : digest);
  }

  private static Optional<ContainerImage> named(List<ContainerImage> images, String container) {
    return images.stream().filter(image -> image.container().equals(container)).findFirst();
  }

  /// Four letters of the digest, or an empty string.
  public String shortDigest() {
    if (digest == null) {
      return "";
    }
    var hex = digest.substring(digest.indexOf(':') + 1);
    return "@" + hex.substring(0, Math.min(4, hex.length()));
  }

  /// What a cell shows. `latest` alone says nothing, so its digest stays with it.
  public String text() {
    return tag.isEmpty() || tag.equals("latest") ? tag + shortDigest() : tag;
  }

  public boolean isKnown() {
    return !image.isEmpty();
  }
}
