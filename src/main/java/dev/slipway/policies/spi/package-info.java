/// The contract for modules that contribute to `policies`.
@NamedInterface("spi")
@NullMarked
package dev.slipway.policies.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
