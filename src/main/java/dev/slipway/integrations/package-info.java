/// What programs rely on across every module: answers that are repeated under one key, limits,
/// cursors that cannot be forged, and the description of the API with the page that shows it. It
/// knows plans for that page alone: its example calls carry the hash of a plan.
@ApplicationModule(allowedDependencies = {"kernel", "shell", "runtime", "plans"})
@NullMarked
package dev.slipway.integrations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
