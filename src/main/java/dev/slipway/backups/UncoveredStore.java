package dev.slipway.backups;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import org.jspecify.annotations.Nullable;

/// A store of which nothing makes a backup, as far as the portal can see.
///
/// @param service null for a database that an operator keeps and that no service is placed on
/// @param workload such as `StatefulSet emis-data/mysql`
/// @param why what is there instead, in a sentence
public record UncoveredStore(
    @Nullable ServiceView service,
    @Nullable EnvironmentView environment,
    String clusterSlug,
    String workload,
    String why) {}
