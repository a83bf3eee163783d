package dev.slipway.slo.volumes;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one datasource told of volumes.
///
/// @param name of the datasource
/// @param environments ids of those whose samples it has
/// @param asOf when it was asked
/// @param trouble why it told nothing; null where it told
public record VolumeReading(
    String name,
    Set<UUID> environments,
    List<VolumeFill> fills,
    Instant asOf,
    @Nullable String trouble) {

  public VolumeReading {
    environments = Set.copyOf(environments);
    fills = List.copyOf(fills);
  }
}
