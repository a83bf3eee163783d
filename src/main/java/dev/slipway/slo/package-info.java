/// Objectives for what users get, the error budgets that follow from them, and how fast they burn.
/// Counts come from a Prometheus; what is unknown stays unknown.
@ApplicationModule(
    allowedDependencies = {"kernel", "shell", "runtime", "identity", "identity::spi", "catalog"})
@NullMarked
package dev.slipway.slo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
