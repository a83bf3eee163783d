/// What stands around workloads in a cluster and can run short or break: autoscalers, quotas,
/// volumes, ways in, certificates. For `health`, which judges it.
@NamedInterface("resources")
@NullMarked
package dev.slipway.clusters.resources;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
