package dev.slipway.plans.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.PlanId;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Words of addresses and answers.
final class Words {

  static final Map<String, String> CLASSES = new LinkedHashMap<>();

  static {
    CLASSES.put("", "As Slipway works it out");
    for (var one : ChangeClass.values()) {
      if (one.isDeclared()) {
        CLASSES.put(
            one.slug(),
            one.words().substring(0, 1).toUpperCase(Locale.ROOT) + one.words().substring(1));
      }
    }
  }

  private Words() {}

  static String slug(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A broken id is a plan that does not exist.
  static PlanId planId(String text) {
    try {
      return new PlanId(UUID.fromString(text));
    } catch (IllegalArgumentException broken) {
      throw new DomainFailure(
          ProblemType.NOT_FOUND,
          "There is no such plan. Check the address, or make a new plan.",
          broken);
    }
  }

  /// What stands above why a change cannot be planned: a refusal as things stand need not be
  /// anybody's doing meanwhile, and a way back that nobody recorded is no wrong address.
  static String refusal(ProblemType problem, ChangeKind kind) {
    if (problem == ProblemType.NOT_FOUND && kind == ChangeKind.ROLLBACK) {
      return "Nothing to go back to";
    }
    return problem == ProblemType.CONFLICT ? "This cannot be planned now" : problem.title();
  }
}
