/// What every page and every module stands on: the frame, navigation, panels, live stream, error
/// pages and UI components; and what is done while the database does not answer, or once it has
/// committed. Knows no feature, only the kernel's words.
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package dev.slipway.shell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
