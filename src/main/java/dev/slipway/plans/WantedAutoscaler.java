package dev.slipway.plans;

import org.jspecify.annotations.Nullable;

/// An autoscaler that somebody asks for, beside its bounds.
///
/// @param targetCpu the mean use of CPU it aims at, in percent of what is requested; null where
///   none is to be made
/// @param remove whether the one that the portal made is to go
public record WantedAutoscaler(@Nullable Integer targetCpu, boolean remove) {

  public static final WantedAutoscaler NONE = new WantedAutoscaler(null, false);
}
