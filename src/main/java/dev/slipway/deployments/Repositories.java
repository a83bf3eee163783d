package dev.slipway.deployments;

import dev.slipway.kernel.DomainFailure;
import java.util.ArrayList;
import java.util.List;

/// Where images come from. Registry and path decide; the same tag elsewhere is another thing.
final class Repositories {

  private Repositories() {}

  /// Of each container whose image comes from another repository than before: `X instead of Y`.
  static List<String> changed(PodTemplate before, PodTemplate after) {
    var sentences = new ArrayList<String>();
    for (var container : after.containers()) {
      var old = before.container(container.name());
      if (old.isPresent() && differ(old.get().image(), container.image())) {
        sentences.add(name(container.image()) + " instead of " + name(old.get().image()));
      }
    }
    return sentences.stream().distinct().toList();
  }

  static boolean differ(String one, String other) {
    try {
      var first = ImageRef.parse(one);
      var second = ImageRef.parse(other);
      return !first.registry().equals(second.registry())
          || !first.repository().equals(second.repository());
    } catch (DomainFailure _) {
      return !one.equals(other);
    }
  }

  /// The image without its digest: repository and tag, as written.
  static String withTag(String image) {
    int digest = image.indexOf("@sha256:");
    var named = digest < 0 ? image : image.substring(0, digest);
    return named.equals(name(image)) && digest >= 0
        ? named + "@" + ImageRef.shortDigest(image.substring(digest + 1))
        : named;
  }

  private static String name(String image) {
    try {
      return ImageRef.parse(image).name();
    } catch (DomainFailure _) {
      return image;
    }
  }
}
