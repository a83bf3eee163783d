/// People, teams, sessions, roles, and the one place that answers whether somebody may do
/// something. Everything is denied unless a grant allows it.
@ApplicationModule(allowedDependencies = {"kernel", "shell", "runtime"})
@NullMarked
package dev.slipway.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
