package dev.slipway.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// When the gate was asked.
public enum DecisionOccasion {
  /// By a pipeline, without a plan. All policies answered.
  ASKED("asked by a pipeline"),
  /// When a plan was made.
  PLANNED("when it was planned"),
  /// When a plan was started, by what was known then.
  STARTED("when it was started");

  private final String words;

  DecisionOccasion(String words) {
    this.words = words;
  }

  /// The one of this slug.
  public static Optional<DecisionOccasion> ofSlug(String slug) {
    return Arrays.stream(values()).filter(one -> one.slug().equals(slug)).findFirst();
  }

  /// As the end of a sentence.
  public String words() {
    return words;
  }

  /// As in addresses and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
