package dev.slipway.clusters;

import org.jspecify.annotations.Nullable;

/// A container of the pod template and the image it asks for.
///
/// @param image as written in the template
/// @param runningDigest `sha256:...` that the cluster reports for running pods of the newest
///   template, if it reports one and all agree
/// @param init whether it is an init container
public record ContainerImage(
    String container, String image, @Nullable String runningDigest, boolean init) {}
