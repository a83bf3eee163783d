/// The one adapter of `SliSource`: the HTTP API of Prometheus, version 1, and of what answers like
/// it.
@NullMarked
package dev.slipway.slo.prometheus;

import org.jspecify.annotations.NullMarked;
