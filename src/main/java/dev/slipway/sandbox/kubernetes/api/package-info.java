/// The Kubernetes API over HTTP.
@NullMarked
package dev.slipway.sandbox.kubernetes.api;

import org.jspecify.annotations.NullMarked;
