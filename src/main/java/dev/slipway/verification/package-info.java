/// Whether what came with a rollout serves users as well as what ran before: samples of its
/// objectives and smoke tests, a verdict, and the way back by itself where a service asks for that.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "runtime",
      "identity",
      "identity::spi",
      "catalog",
      "clusters",
      "slo",
      "slo::spi",
      "policies::spi",
      "plans",
      "deployments"
    })
@NullMarked
package dev.slipway.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
