/// What we own: systems, services, environments, owners, links and dependencies. It knows what
/// should run, never what does.
@ApplicationModule(allowedDependencies = {"kernel", "shell", "identity"})
@NullMarked
package dev.slipway.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
