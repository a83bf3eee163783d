/// The contract for modules that contribute to `plans`.
@NamedInterface("spi")
@NullMarked
package dev.slipway.plans.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
