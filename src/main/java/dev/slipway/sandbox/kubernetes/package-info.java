/// A small server that speaks the Kubernetes wire protocol with the controllers that matter.
/// Depends on the JDK and Jackson only, so that it also runs as a process of its own.
@NullMarked
package dev.slipway.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
