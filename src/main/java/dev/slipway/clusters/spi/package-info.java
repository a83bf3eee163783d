/// The contract for modules that have a say in where services run.
@NamedInterface("spi")
@NullMarked
package dev.slipway.clusters.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
