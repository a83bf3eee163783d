/// How every service is in every environment, from its workload, its objectives and its alerts, and
/// how it was: one status with the facts behind it, never an average.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "identity",
      "catalog",
      "clusters",
      "slo",
      "slo::alerts"
    })
@NullMarked
package dev.slipway.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
