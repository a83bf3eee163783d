/// How the portal starts: its mode, the embedded database, the database's roles, and the refusals
/// of an unsafe start. Knows no feature.
@ApplicationModule(allowedDependencies = {"kernel", "shell"})
@NullMarked
package dev.slipway.runtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
