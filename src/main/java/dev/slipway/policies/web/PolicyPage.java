package dev.slipway.policies.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.policies.EnvironmentPolicyVersion;
import dev.slipway.policies.Reach;
import dev.slipway.policies.RuleWords;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The policy of one environment, to read or to edit.
///
/// @param whyNot why this person cannot edit it, or an empty string
/// @param holders who has each role that decides here, by the role's name
/// @param reaches how many people could meet the rules
/// @param waiting what waits for a second person
/// @param inForce the policy in a few lines, for whoever only reads
/// @param teams names by id, the empty one for any
public record PolicyPage(
    EnvironmentView environment,
    PolicyForm form,
    List<EnvironmentPolicyVersion> versions,
    Map<String, String> teams,
    Map<String, List<String>> holders,
    Reaches reaches,
    Map<String, String> errors,
    String whyNot,
    List<WaitingAct> waiting,
    PolicyPanel inForce) {

  /// How far the people of now are from the rules of the form; null where they cannot be read or
  /// there are none.
  record Reaches(@Nullable Reach change, @Nullable Reach rollback) {

    boolean areOut() {
      return (change != null && change.isOut()) || (rollback != null && rollback.isOut());
    }
  }

  /// The roles that decide, by the name of the constant.
  static final Map<String, String> ROLES = new LinkedHashMap<>();

  static {
    ROLES.put("APPROVER", "Approver");
    ROLES.put("SERVICE_OWNER", "Service owner");
    ROLES.put("ENVIRONMENT_OWNER", "Environment owner");
  }

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

  /// The rules of the form in words, or a word of caution where they cannot be read yet.
  public String sentence(List<RuleRow> rows, String withoutRules) {
    try {
      var rules = RuleRow.rules(rows);
      return rules.isEmpty() ? withoutRules : RuleSentence.of(rules, teams);
    } catch (DomainFailure unreadable) {
      return unreadable.detail();
    }
  }

  /// Each rule with who may meet it now.
  public List<String> reachable(@Nullable Reach reach) {
    return reach == null
        ? List.of()
        : reach.quorum().rules().stream()
            .map(seats -> RuleWords.of(List.of(seats.rule())) + ": " + Reach.people(seats))
            .toList();
  }

  /// Whether somebody has to accept that nobody can meet the rules.
  public boolean asksToAccept() {
    return reaches.areOut();
  }

  public String noRule() {
    return environment.environmentClass() == EnvironmentClass.PRODUCTION
        ? "Nobody has to approve. Production does not allow that."
        : "Nobody has to approve.";
  }

  public String words() {
    return action() + "/words";
  }

  public String ruleHint() {
    return "A row asks for a number of people with a role; all rows must be met. "
        + (environment.environmentClass() == EnvironmentClass.PRODUCTION
            ? "Production needs at least one rule."
            : "No rule means that no approval is needed.");
  }

  public Map<String, String> roles() {
    var roles = new LinkedHashMap<String, String>();
    roles.put("", "nobody (no rule)");
    roles.putAll(ROLES);
    return roles;
  }
}
