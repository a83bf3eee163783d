/// The adapter to Kubernetes API servers. Nothing outside imports the client library.
@NullMarked
package dev.slipway.clusters.fabric8;

import org.jspecify.annotations.NullMarked;
