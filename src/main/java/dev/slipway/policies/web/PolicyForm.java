package dev.slipway.policies.web;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicy;
import java.time.Duration;
import java.util.List;

/// The policy as typed.
///
/// @param planMinutes how long a plan holds
public record PolicyForm(
    int version,
    List<RuleRow> rules,
    List<RuleRow> rollbackRules,
    boolean pinned,
    boolean proven,
    EvidenceForm evidence,
    String planMinutes,
    boolean automatic,
    String podErrorSeconds,
    String crashRestarts,
    String stallMinutes,
    String reason,
    boolean outOfReachAccepted) {

  static PolicyForm of(EnvironmentPolicy policy) {
    return new PolicyForm(
        policy.version(),
        RuleRow.of(policy.rules()),
        RuleRow.of(policy.rollbackRules()),
        policy.pinnedImagesRequired(),
        policy.provenFirst(),
        EvidenceForm.of(policy.evidence()),
        Long.toString(policy.planLifetime().toMinutes()),
        policy.automaticRollback(),
        Long.toString(policy.podErrorGrace().toSeconds()),
        Integer.toString(policy.crashRestarts()),
        Long.toString(policy.stallTimeout().toMinutes()),
        "",
        false);
  }

  /// Only the rules, to say them in words.
  static PolicyForm ofRules(List<RuleRow> rules, List<RuleRow> rollbackRules) {
    return new PolicyForm(
        0,
        rules,
        rollbackRules,
        false,
        false,
        EvidenceForm.EMPTY,
        "",
        false,
        "",
        "",
        "",
        "",
        false);
  }

  EditEnvironmentPolicy edit(EnvironmentId environment) {
    return new EditEnvironmentPolicy(
        environment,
        version,
        RuleRow.rules(rules),
        RuleRow.rules(rollbackRules),
        pinned,
        Duration.ofMinutes(number("planMinutes", "The life of a plan", planMinutes)),
        automatic,
        Duration.ofSeconds(
            number("podErrorSeconds", "The time for a failing pod", podErrorSeconds)),
        number("crashRestarts", "Restarts", crashRestarts),
        Duration.ofMinutes(number("stallMinutes", "The stall time", stallMinutes)),
        proven,
        evidence.rule(),
        reason,
        outOfReachAccepted);
  }

  static int number(String field, String what, String text) {
    if (!text.matches("\\d{1,7}")) {
      throw Typed.unexpected(field, what, text, "a whole number");
    }
    return Integer.parseInt(text);
  }
}
