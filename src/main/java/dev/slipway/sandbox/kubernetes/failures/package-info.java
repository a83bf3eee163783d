/// Failures on demand.
@NullMarked
package dev.slipway.sandbox.kubernetes.failures;

import org.jspecify.annotations.NullMarked;
