/// The service by environment matrix, and what leads into it. Reads from the other modules and owns
/// no rule.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "identity",
      "catalog",
      "clusters",
      "clusters::spi",
      "approvals",
      "policies",
      "policies::spi",
      "plans",
      "deployments",
      "health",
      "slo"
    })
@NullMarked
package dev.slipway.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
