/// An image registry on loopback that speaks the OCI distribution protocol: manifests by tag and
/// digest, and lists of tags. It holds descriptions of images, no layers.
@NullMarked
package dev.slipway.sandbox.registry;

import org.jspecify.annotations.NullMarked;
