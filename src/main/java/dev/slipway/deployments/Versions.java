package dev.slipway.deployments;

import java.util.Objects;

/// From which version to which: of the placement's container, or of the first one that changes.
record Versions(String container, boolean main, String from, String to) {

  static Versions between(PodTemplate before, PodTemplate after, String mainContainer) {
    var changed =
        after.containers().stream()
            .filter(each ->
                !before
                    .container(each.name())
                    .map(PodTemplate.Container::image)
                    .equals(java.util.Optional.of(each.image())))
            .map(PodTemplate.Container::name)
            .toList();
    var shown =
        changed.isEmpty() || changed.contains(mainContainer) ? mainContainer : changed.getFirst();
    var old = image(before, shown);
    var now = image(after, shown);
    var from = PodTemplate.versionOf(old);
    var to = PodTemplate.versionOf(now);
    boolean retagged = !old.equals(now) && Objects.equals(from, to);
    return new Versions(
        shown,
        shown.equals(mainContainer),
        retagged ? precise(old, from) : from,
        retagged ? precise(now, to) : to);
  }

  /// `student-service`, or `container migrate of student-service`.
  String subject(String service) {
    return main ? service : "container " + container + " of " + service;
  }

  private static String image(PodTemplate template, String container) {
    return template.container(container).map(PodTemplate.Container::image).orElse("none");
  }

  private static String precise(String image, String version) {
    int at = image.indexOf("@sha256:");
    return at < 0 ? version : version + " (" + ImageRef.shortDigest(image.substring(at + 1)) + ")";
  }

  @Override
  public String toString() {
    return from.equals(to) ? to : from + " → " + to;
  }
}
