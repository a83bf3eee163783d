/// The error-budget gate: whether a change may go while a budget is used up, and who may let it
/// through once. It is asked like any policy, and never holds a rollback back.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "runtime",
      "identity",
      "identity::spi",
      "catalog",
      "approvals",
      "slo",
      "slo::spi",
      "policies::spi",
      "plans",
      "plans::spi"
    })
@NullMarked
package dev.slipway.gate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
