/// The portal. Every direct sub-package is a module; `docs/adr/001-modules.md` holds their map.
@NullMarked
package dev.slipway;

import org.jspecify.annotations.NullMarked;
