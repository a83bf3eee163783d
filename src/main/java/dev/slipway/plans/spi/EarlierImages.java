package dev.slipway.plans.spi;

import dev.slipway.clusters.Placement;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// Tells whether registries still have what a placement could go back to: many tidy up by age and
/// count. Asks them, within a few seconds in all: never inside a transaction.
public interface EarlierImages {

  /// By deployment. One that left no template is not in it.
  Map<UUID, ImagePresence> of(Placement placement, Collection<UUID> deployments);
}
