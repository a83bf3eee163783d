package dev.slipway.onboarding.web;

import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.TeamSummary;
import java.util.List;
import java.util.stream.Collectors;

/// The road from a connected cluster to its services, for whoever looks at it.
///
/// @param adopts whether the reader may adopt for some team
/// @param prepares whether the reader may add environments
/// @param appoints whether the reader may give roles
/// @param owners who may adopt for some team
record Road(
    boolean adopts,
    boolean prepares,
    boolean appoints,
    List<TeamSummary> teams,
    List<PersonSummary> owners) {

  private static final int NAMED = 4;

  /// Whether the reader needs to be told who goes on.
  public boolean told() {
    return !adopts;
  }

  public boolean hasTeam() {
    return !teams.isEmpty();
  }

  public boolean hasOwner() {
    return !owners.isEmpty();
  }

  public List<PersonSummary> named() {
    return owners.stream().limit(NAMED).toList();
  }

  public String who() {
    return owners.isEmpty()
        ? "the service owner"
        : named().stream().map(PersonSummary::name).collect(Collectors.joining(" or "));
  }
}
