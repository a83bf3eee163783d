/// The values that charts were given, imported as files, one history for each service and
/// environment. Lays them beside each other and beside what runs; installs nothing.
@ApplicationModule(
    allowedDependencies = {"kernel", "shell", "identity", "catalog", "clusters", "onboarding"})
@NullMarked
package dev.slipway.values;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
