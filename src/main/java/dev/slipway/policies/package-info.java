/// Which rules apply to a proposed change: approval rules, freeze windows, locks, image and quota
/// policy. Every verdict carries its reason.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "identity",
      "identity::spi",
      "catalog",
      "catalog::spi",
      "clusters",
      "clusters::spi",
      "approvals"
    })
@NullMarked
package dev.slipway.policies;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
