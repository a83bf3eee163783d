package dev.slipway.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why a stretch of time is not counted against a budget.
public enum ExclusionCause {
  /// Work that was announced to those whom it stops.
  MAINTENANCE("planned maintenance"),
  /// What was counted is not what happened.
  TELEMETRY("bad telemetry"),
  /// The service could not help it: the network of the company, a dependency, load out of scope
  /// (Site Reliability Workbook, error budget policy).
  OUTSIDE("a cause outside the service");

  private final String words;

  ExclusionCause(String words) {
    this.words = words;
  }

  /// The one of this slug.
  public static Optional<ExclusionCause> ofSlug(String slug) {
    return Arrays.stream(values()).filter(one -> one.slug().equals(slug)).findFirst();
  }

  public String words() {
    return words;
  }

  /// As in forms.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
