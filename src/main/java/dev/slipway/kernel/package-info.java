/// Words that every module speaks: events, actors, subjects, failures. No Spring beans, no
/// persistence.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.slipway.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
