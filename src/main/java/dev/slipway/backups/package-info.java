/// Whether what is kept could be put back: sources of backups, their runs, how old the last good
/// one is, and drills. What starts, stops or puts back is a plan like any other change.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "shell",
      "runtime",
      "identity",
      "catalog",
      "clusters",
      "plans",
      "plans::spi",
      "policies::spi"
    })
@NullMarked
package dev.slipway.backups;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
