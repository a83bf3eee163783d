/// Rollout, rollback, scale, restart, resources, pause and resume, also of Argo CD, and the history
/// of everything that ran, also of what others did.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "runtime",
      "identity",
      "catalog",
      "clusters",
      "clusters::spi",
      "approvals",
      "policies",
      "policies::spi",
      "plans",
      "plans::spi"
    })
@NullMarked
package dev.slipway.deployments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
