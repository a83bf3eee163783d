package dev.slipway.deployments.registry;

/// A registry answered that it does not have the image.
class ImageMissing extends RegistryUnavailable {

  ImageMissing(String why) {
    super(why);
  }
}
