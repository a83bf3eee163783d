package dev.slipway.plans.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gathers the images that somebody wants by container; an empty name means the container of the
/// service. Naming a container twice is refused, because only one of the two could hold.
final class ContainerImages {

  private final Map<String, String> images = new LinkedHashMap<>();

  /// An empty image leaves the container as it is.
  ContainerImages add(@Nullable String container, @Nullable String image) {
    var name = container == null ? "" : container.strip();
    var wanted = image == null ? "" : image.strip();
    if (wanted.isEmpty()) {
      return this;
    }
    if (images.putIfAbsent(name, wanted) != null) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "Container \"%s\" is named twice. Give one image for each container."
              .formatted(name.isEmpty() ? "of the service" : name));
    }
    return this;
  }

  Map<String, String> all() {
    return images;
  }
}
