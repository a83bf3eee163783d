package dev.slipway.audit;

import org.jspecify.annotations.Nullable;

/// Says in one word who acted, as addresses have it: a person by the sign-in name, a user of a
/// cluster by `cluster:` and the name that it goes by there, whoever else by name. A person may be
/// called what a user of a cluster is called; they are two.
public final class AuditActor {

  private static final String CLUSTER = "cluster:";

  private AuditActor() {}

  /// Whether somebody acted in a cluster.
  ///
  /// @param via how they came, as the trail has it
  public static boolean isOfCluster(String via) {
    return via.equals("CLUSTER");
  }

  /// The name of a user of a cluster, or null for anybody else. No sign-in name has a colon.
  public static @Nullable String inCluster(String actor) {
    return actor.startsWith(CLUSTER) ? actor.substring(CLUSTER.length()) : null;
  }
}
