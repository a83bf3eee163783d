/// Taking in what runs already: proposals from a live cluster, their adoption, and the catalog as
/// one file. It decides nothing by itself and writes through the facades of others.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "identity",
      "catalog",
      "clusters",
      "clusters::resources",
      "slo::spi"
    })
@NullMarked
package dev.slipway.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
