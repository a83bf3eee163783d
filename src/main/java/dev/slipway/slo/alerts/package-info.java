/// Alerts as datasources tell them: rules, what fires, and who silenced it. For `health`, which
/// lays them beside services.
@NamedInterface("alerts")
@NullMarked
package dev.slipway.slo.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
