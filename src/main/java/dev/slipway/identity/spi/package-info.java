/// The contract for whoever holds back what one person alone may not do, and for whoever owns such
/// acts.
@NamedInterface("spi")
@NullMarked
package dev.slipway.identity.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
