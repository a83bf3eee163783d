/// The embedded default: simulated clusters that speak the Kubernetes API, an image registry and
/// the demonstration systems with their history. It exists in sandbox mode only.
@ApplicationModule
@NullMarked
package dev.slipway.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
