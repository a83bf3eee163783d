package dev.slipway.deployments;

import java.util.List;

/// What a registry said about an image reference.
public sealed interface ResolvedImage {

  /// What goes into the template.
  ImageRef image();

  /// The content is known.
  ///
  /// @param digests every digest under which running pods may report this content: the manifest or
  ///   index itself, and for an index those of its platforms
  record Pinned(ImageRef image, List<String> digests) implements ResolvedImage {}

  /// No registry could tell the digest; policy may refuse that.
  record NotPinned(ImageRef image, String reason) implements ResolvedImage {}

  /// The registry answered, and does not have it: pods could hardly pull it.
  record Missing(ImageRef image, String reason) implements ResolvedImage {}
}
