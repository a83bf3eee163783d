/// As much of PromQL as objectives use, with the meaning that Prometheus 2 gives it: closed ranges,
/// extrapolation at their ends, five minutes until a series is stale.
@NullMarked
package dev.slipway.sandbox.metrics.promql;

import org.jspecify.annotations.NullMarked;
