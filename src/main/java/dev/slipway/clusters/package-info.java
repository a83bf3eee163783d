/// Registered clusters, placements and the live state of workloads. All Kubernetes traffic passes
/// this module.
@ApplicationModule(
    allowedDependencies = {"kernel", "shell", "runtime", "identity", "identity::spi", "catalog"})
@NullMarked
package dev.slipway.clusters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
