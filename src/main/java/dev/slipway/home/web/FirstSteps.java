package dev.slipway.home.web;

import dev.slipway.catalog.Environments;
import dev.slipway.clusters.Clusters;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The steps to a first row of the matrix, in their order: what is done, and for the rest a link
/// for whoever may and the people for everybody else.
///
/// @param steps in order
/// @param imports whether the reader may read a catalog from a file
public record FirstSteps(List<Step> steps, boolean imports) {

  private static final int NAMED = 3;

  /// One step.
  ///
  /// @param href null where it is not the reader's
  public record Step(String what, String about, boolean done, @Nullable String href) {}

  static FirstSteps of(Access access, Clusters clusters, Environments environments, Actor actor) {
    var owners = access.whoMaySomewhere(Permission.SERVICE_EDIT);
    var admins = names(access.whoMay(Permission.GRANT_MANAGE, Scope.PORTAL));
    var connected = clusters.all();
    var steps = new ArrayList<Step>();
    steps.add(
        new Step(
            "Connect a cluster",
            "to look at what runs there: " + admins,
            !connected.isEmpty(),
            link(access, actor, Permission.CLUSTER_MANAGE, "/clusters/new")));
    steps.add(
        new Step(
            "Add a team, and a person as its service owner",
            "an administrator does not adopt, and nobody gives a role to themselves: " + admins,
            !owners.isEmpty(),
            link(access, actor, Permission.GRANT_MANAGE, "/people")));
    var discover =
        connected.size() == 1
            ? "/clusters/" + connected.getFirst().slug() + "/discover"
            : "/clusters";
    steps.add(
        new Step(
            "Add the environments of what runs there",
            "from the review of Discover, in one step: " + admins,
            !environments.all().isEmpty(),
            connected.isEmpty() ? null : link(access, actor, Permission.PEOPLE_MANAGE, discover)));
    steps.add(
        new Step(
            "Discover what runs there and adopt it",
            "with its systems and dependencies: "
                + (owners.isEmpty() ? "the service owner" : names(owners)),
            false,
            connected.isEmpty() ? null : link(access, actor, Permission.SERVICE_EDIT, discover)));
    return new FirstSteps(steps, access.permitsSomewhere(actor, Permission.CATALOG_MANAGE));
  }

  private static @Nullable String link(
      Access access, Actor actor, Permission permission, String href) {
    return access.permitsSomewhere(actor, permission) ? href : null;
  }

  private static String names(List<PersonSummary> people) {
    return people.isEmpty()
        ? "a platform administrator"
        : people.stream().limit(NAMED).map(PersonSummary::name).collect(Collectors.joining(", "));
  }
}
