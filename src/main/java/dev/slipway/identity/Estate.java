package dev.slipway.identity;

import java.util.Set;

/// What teams own and which environments belong to a class, answered by the catalog: bounds of a
/// grant in the words that events use.
public interface Estate {

  /// Slugs of the services of a team.
  Set<String> servicesOf(TeamId team);

  /// Slugs of the environments of a class.
  Set<String> environmentsOf(EnvironmentClass environment);
}
