/// The error-budget gate: whether a change may go while a budget is used up, and who may let it
/// through once. It is asked like any policy, and never holds a rollback back.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "identity",
      "identity::spi",
      "catalog",
      "clusters",
      "approvals",
      "slo",
      "policies::spi",
      "plans"
    })
@NullMarked
package dev.slipway.gate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
