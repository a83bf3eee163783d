package dev.slipway.deployments;

import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.PodState;
import dev.slipway.kernel.Plural;
import java.util.List;
import java.util.Locale;

/// Why a pod does not come up: one sentence for people, and what the cluster said word for word.
///
/// @param sentence without a full stop at its end
/// @param said the cluster's own words, whole
record PodTrouble(String sentence, String said) {

  private static final int LONGEST = 160;

  static PodTrouble failing(PodState pod, List<ContainerImage> images, String since) {
    return new PodTrouble(
        isPull(pod)
            ? pull(pod, images)
            : "Pod " + pod.name() + " fails for " + since + ": " + why(pod),
        said(pod));
  }

  static PodTrouble crashing(PodState pod) {
    return new PodTrouble(
        "Pod %s crashed %s: %s".formatted(pod.name(), Plural.of(pod.restarts(), "time"), why(pod)),
        said(pod));
  }

  /// The same before it has lasted long enough to count, told of all pods by the first of them.
  static Obstacle inTheWay(List<PodState> pods, List<ContainerImage> images) {
    var first = pods.getFirst();
    var many = Plural.of(pods.size(), "new pod");
    if (isPull(first)) {
      var cannot =
          Plural.word(pods.size(), " cannot pull its image. ", " cannot pull their image. ");
      return Obstacle.of("Cannot pull image", "No image", many + cannot + pull(first, images));
    }
    return first.reason().contains("CrashLoop")
        ? Obstacle.of(
            "New pods crash",
            "Crashing",
            many
                + Plural.word(pods.size(), " crashes", " crash")
                + ", so far "
                + Plural.of(first.restarts(), "restart")
                + ": "
                + why(first))
        : Obstacle.of(
            "New pods fail",
            "Not starting",
            many + Plural.word(pods.size(), " does", " do") + " not start: " + why(first));
  }

  private static boolean isPull(PodState pod) {
    return pod.reason().contains("ImagePull") || pod.reason().contains("InvalidImageName");
  }

  /// Words by which container runtimes and registries tell their troubles apart.
  private static String pull(PodState pod, List<ContainerImage> images) {
    var said = message(pod).toLowerCase(Locale.ROOT);
    var image = "Image " + image(message(pod), images);
    if (pod.reason().contains("InvalidImageName")) {
      return image + " is no valid name of an image";
    }
    if (says(
        said,
        "unauthorized",
        "authentication required",
        "access denied",
        "forbidden",
        "no basic auth")) {
      return image + " may not be pulled: the registry refuses this cluster";
    }
    if (says(said, "not found", "notfound", "manifest unknown", "name unknown")) {
      return image + " was not found in the registry";
    }
    if (says(said, "no such host", "timeout", "connection refused", "dial tcp", "unreachable")) {
      return image + " could not be pulled: the cluster does not reach the registry";
    }
    return image + " could not be pulled";
  }

  private static boolean says(String said, String... words) {
    return List.of(words).stream().anyMatch(said::contains);
  }

  /// The image that the message names, or the only one there is.
  private static String image(String message, List<ContainerImage> images) {
    return images.stream()
        .map(ContainerImage::image)
        .filter(image -> images.size() == 1 || message.contains(image))
        .findFirst()
        .map(PodTrouble::brief)
        .orElse("of a container");
  }

  /// `registry.test/team/shop:1.0@sha256:...` becomes `shop:1.0`.
  private static String brief(String image) {
    var name = image.substring(image.lastIndexOf('/') + 1);
    var at = name.indexOf('@');
    if (at < 0) {
      return name;
    }
    return name.lastIndexOf(':', at) > 0
        ? name.substring(0, at)
        : name.substring(0, at + 1) + ImageRef.shortDigest(name.substring(at + 1));
  }

  private static String why(PodState pod) {
    var message = message(pod).lines().findFirst().orElse("");
    return message.isEmpty() || message.length() > LONGEST
        ? pod.reason()
        : pod.reason() + ", " + message;
  }

  private static String message(PodState pod) {
    return pod.message() == null ? "" : pod.message().strip();
  }

  private static String said(PodState pod) {
    var message = message(pod);
    return "Pod " + pod.name() + ": " + pod.reason() + (message.isEmpty() ? "" : ", " + message);
  }
}
