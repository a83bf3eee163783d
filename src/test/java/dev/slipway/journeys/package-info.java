/// Stories that people live through in a real browser, on a portal of its own process.
@NullMarked
package dev.slipway.journeys;

import org.jspecify.annotations.NullMarked;
