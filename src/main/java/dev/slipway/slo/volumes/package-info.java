/// How full volumes are, as datasources know it. For `health`, which lays them beside claims.
@NamedInterface("volumes")
@NullMarked
package dev.slipway.slo.volumes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
