/// A small server on loopback that answers like a Prometheus: its HTTP API as far as objectives
/// need it, over series that are functions of time.
@NullMarked
package dev.slipway.sandbox.metrics;

import org.jspecify.annotations.NullMarked;
