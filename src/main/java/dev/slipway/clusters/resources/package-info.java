/// What stands around workloads in a cluster and can run short or break: autoscalers, quotas,
/// volumes, ways in, certificates. For `health`, which judges it. And the objectives that a cluster
/// keeps, for `onboarding`, which hands them on.
@NamedInterface("resources")
@NullMarked
package dev.slipway.clusters.resources;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
