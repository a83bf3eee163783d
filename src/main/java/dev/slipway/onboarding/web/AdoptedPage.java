package dev.slipway.onboarding.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.kernel.Plural;
import dev.slipway.onboarding.AdoptionResult;
import dev.slipway.shell.Choice;
import java.util.List;

/// What an adoption made and what it refused.
record AdoptedPage(ClusterView cluster, AdoptionResult result) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Clusters", "/clusters"),
        Choice.link(cluster.name(), "/clusters/" + cluster.slug()),
        Choice.link("Discover", tableHref()));
  }

  public String tableHref() {
    return "/clusters/" + cluster.slug() + "/discover";
  }

  public String title() {
    return result.adopted().isEmpty()
        ? "Nothing was adopted"
        : Plural.of(result.adopted().size(), "workload") + " adopted";
  }

  public String done(AdoptionResult.Adopted one) {
    return one.done().isEmpty() ? "All of it was there already." : String.join(" ", one.done());
  }

  public String refusals() {
    return "Of "
        + Plural.word(result.refused().size(), "it", "each of them")
        + " nothing was stored; what is named here can be tried again.";
  }
}
