/// What `catalog` asks of modules that know more than it does.
@NamedInterface("spi")
@NullMarked
package dev.slipway.catalog.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
