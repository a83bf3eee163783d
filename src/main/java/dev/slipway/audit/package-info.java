/// The append-only trail of everything that people and the portal did or tried to do. It listens to
/// every portal event in the transaction that changed something.
@ApplicationModule(allowedDependencies = {"kernel", "shell", "runtime", "identity"})
@NullMarked
package dev.slipway.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
