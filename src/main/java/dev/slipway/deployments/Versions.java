package dev.slipway.deployments;

import java.util.List;
import java.util.Optional;

/// From which version to which: of the placement's container, or of the first one that changes.
///
/// @param others the other containers that change, such as `container migrate 7 → 8`
record Versions(String container, boolean main, String from, String to, List<String> others) {

  private static final String NONE = "none";

  static Versions between(PodTemplate before, PodTemplate after, String mainContainer) {
    var changed =
        after.containers().stream()
            .filter(each ->
                !before
                    .container(each.name())
                    .map(PodTemplate.Container::image)
                    .equals(Optional.of(each.image())))
            .map(PodTemplate.Container::name)
            .toList();
    var shown =
        changed.isEmpty() || changed.contains(mainContainer) ? mainContainer : changed.getFirst();
    var old = image(before, shown);
    var now = image(after, shown);
    var others =
        changed.stream()
            .filter(name -> !name.equals(shown))
            .map(name -> "container " + name + " " + step(image(before, name), image(after, name)))
            .toList();
    return new Versions(
        shown, shown.equals(mainContainer), shown(old, now), next(old, now), others);
  }

  /// The version of an image; with its digest where the other one has the same tag.
  private static String shown(String image, String other) {
    var version = ImageRef.versionOf(image);
    return !image.equals(other) && version.equals(ImageRef.versionOf(other))
        ? precise(image, version)
        : version;
  }

  /// A version from another repository is named with it: alone it would look like a neighbour.
  private static String next(String old, String now) {
    return !old.equals(NONE) && !now.equals(NONE) && Repositories.differ(old, now)
        ? Repositories.withTag(now)
        : shown(now, old);
  }

  private static String step(String old, String now) {
    return shown(old, now) + " → " + next(old, now);
  }

  /// `student-service`, or `container migrate of student-service`.
  String subject(String service) {
    return main ? service : "container " + container + " of " + service;
  }

  private static String image(PodTemplate template, String container) {
    return template.container(container).map(PodTemplate.Container::image).orElse(NONE);
  }

  private static String precise(String image, String version) {
    int at = image.indexOf("@sha256:");
    return at < 0 ? version : version + " (" + ImageRef.shortDigest(image.substring(at + 1)) + ")";
  }

  @Override
  public String toString() {
    var main = from.equals(to) ? to : from + " → " + to;
    return others.isEmpty() ? main : main + " with " + String.join(", ", others);
  }
}
