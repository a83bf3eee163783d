/// The frame around every page: navigation, panels, live stream, error pages and UI components.
/// Knows no feature, only the kernel's words.
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package dev.slipway.shell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
