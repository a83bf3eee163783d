package dev.slipway.deployments;

import dev.slipway.clusters.Placement;

/// Looks up where a placement stands in the catalog.
interface Stages {

  Stage of(Placement placement);
}
