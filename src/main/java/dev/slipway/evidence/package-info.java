/// What a pipeline proved about an image: tests, coverage, scans, signatures, as it says itself. A
/// record is never changed; the newest of its kind counts where a policy asks for it.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "runtime",
      "identity",
      "identity::spi",
      "catalog",
      "policies::spi",
      "plans",
      "deployments"
    })
@NullMarked
package dev.slipway.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
