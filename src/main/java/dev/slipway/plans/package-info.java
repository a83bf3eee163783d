/// One proposed change with its hash and verdicts, the claim that lets it through, and the fenced
/// operation that carries it out. The only door to a cluster.
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
      "policies::spi"
    })
@NullMarked
package dev.slipway.plans;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
