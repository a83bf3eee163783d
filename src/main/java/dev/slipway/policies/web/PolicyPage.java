package dev.slipway.policies.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.EnvironmentPolicyVersion;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The policy of one environment, to read or to edit.
///
/// @param whyNot why this person cannot edit it, or an empty string
/// @param teams names by id, the empty one for any
public record PolicyPage(
    EnvironmentView environment,
    PolicyForm form,
    List<EnvironmentPolicyVersion> versions,
    Map<String, String> teams,
    Map<String, String> errors,
    String whyNot) {

  public String title() {
    return "Policy of " + environment.name();
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Matrix", "/"),
        Choice.link(environment.name(), "/environments/" + environment.slug()));
  }

  public String action() {
    return "/environments/" + environment.slug() + "/policy";
  }

  public boolean mayEdit() {
    return whyNot.isEmpty();
  }

  public String ruleHint() {
    return "Every rule must be met. One person fills one seat over all rules, and whoever asks never counts. "
        + (environment.environmentClass() == EnvironmentClass.PRODUCTION
            ? "Production needs at least one rule."
            : "No rule means that no approval is needed.");
  }

  public Map<String, String> roles() {
    var roles = new LinkedHashMap<String, String>();
    roles.put("", "No rule");
    roles.put("APPROVER", "Approver");
    roles.put("SERVICE_OWNER", "Service owner");
    roles.put("ENVIRONMENT_OWNER", "Environment owner");
    return roles;
  }
}
