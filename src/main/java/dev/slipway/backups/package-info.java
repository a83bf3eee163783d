/// Whether what is kept could be put back: sources of backups, their runs, how old the last good
/// one is, and drills. It judges and remembers; it starts nothing.
@ApplicationModule(
    allowedDependencies = {"kernel", "shell", "runtime", "identity", "catalog", "clusters"})
@NullMarked
package dev.slipway.backups;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
