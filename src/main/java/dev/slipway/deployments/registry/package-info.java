/// Asks OCI registries (distribution API, version 2) which content a tag stands for.
@NullMarked
package dev.slipway.deployments.registry;

import org.jspecify.annotations.NullMarked;
