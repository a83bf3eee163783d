package dev.slipway.policies.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.kernel.Plural;
import dev.slipway.policies.EnvironmentPolicy;
import dev.slipway.policies.Spans;

/// The policy in force in a few lines, on the environment's page.
public record PolicyPanel(EnvironmentView environment, EnvironmentPolicy policy, String rules) {

  public String href() {
    return "/environments/" + environment.slug() + "/policy";
  }

  public String version() {
    return policy.version() == 0 ? "defaults of its class" : "version " + policy.version();
  }

  public String plans() {
    return "hold " + Spans.words(policy.planLifetime());
  }

  public String images() {
    return (policy.pinnedImagesRequired()
            ? "only with a digest that a registry told"
            : "with or without a digest")
        + (policy.provenFirst() ? ", and only what succeeded in the environment before" : "")
        + (policy.evidence().asks() ? "; each needs " + policy.evidence().words() : "");
  }

  public String rollback() {
    return policy.automaticRollback()
        ? "after "
            + Spans.words(policy.podErrorGrace())
            + " of a failing pod, "
            + Plural.of(policy.crashRestarts(), "restart")
            + ", or "
            + Spans.words(policy.stallTimeout())
            + " without progress"
        : "off: a person decides";
  }
}
