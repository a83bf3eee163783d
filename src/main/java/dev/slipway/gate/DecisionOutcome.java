package dev.slipway.gate;

import dev.slipway.plans.GateOutcome;
import dev.slipway.policies.spi.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What was decided of a change.
public enum DecisionOutcome {
  ALLOW("may go", "healthy"),
  ALLOW_WITH_CONDITION("may go with a condition", "warning"),
  NEEDS_APPROVAL("needs an approval", "waiting"),
  BLOCK("held", "failed");

  private final String words;
  private final String look;

  DecisionOutcome(String words, String look) {
    this.words = words;
    this.look = look;
  }

  static DecisionOutcome of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allow _ -> ALLOW;
      case Verdict.AllowWithCondition _ -> ALLOW_WITH_CONDITION;
      case Verdict.NeedsApproval _ -> NEEDS_APPROVAL;
      case Verdict.Block _ -> BLOCK;
    };
  }

  static DecisionOutcome of(GateOutcome outcome) {
    return switch (outcome) {
      case ALLOW -> ALLOW;
      case NEEDS_APPROVAL -> NEEDS_APPROVAL;
      case BLOCK -> BLOCK;
    };
  }

  /// The one of this slug.
  public static Optional<DecisionOutcome> ofSlug(String slug) {
    return Arrays.stream(values()).filter(one -> one.slug().equals(slug)).findFirst();
  }

  public String words() {
    return words;
  }

  /// How it looks, by a word that the pages know.
  public String look() {
    return look;
  }

  /// As in addresses and the API, such as `allow-with-condition`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
