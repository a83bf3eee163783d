/// The contract for modules that contribute to `slo`.
@NamedInterface("spi")
@NullMarked
package dev.slipway.slo.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
