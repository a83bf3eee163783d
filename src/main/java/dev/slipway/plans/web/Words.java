package dev.slipway.plans.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.PlanId;
import java.util.Locale;
import java.util.UUID;

/// Words of addresses and answers.
final class Words {

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
}
