/// How every service is in every environment, from its workload, its objectives, its alerts and
/// what stands around it, and how it was: one status with the facts behind it, never an average.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "runtime",
      "identity",
      "catalog",
      "clusters",
      "clusters::resources",
      "slo",
      "slo::alerts",
      "slo::volumes"
    })
@NullMarked
package dev.slipway.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
