package dev.slipway.policies.spi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a change is for. An error budget that is used up holds some classes back and not others
/// (Site Reliability Workbook, error budget policy: halt all changes other than P0 issues and
/// security fixes).
public enum ChangeClass {
  /// Goes back to what ran before. The portal alone computes it; nobody declares it.
  ROLLBACK("rollback"),
  /// Closes a vulnerability.
  SECURITY("security fix"),
  /// Repairs what users suffer from.
  FIX("fix"),
  /// A feature that cannot wait for the budget.
  CRITICAL_FEATURE("critical feature"),
  /// Anything that brings something new, and whatever nobody can tell.
  FEATURE("feature"),
  /// Operating without new code: counts, restarts, sizes.
  CHORE("operational change");

  private final String words;

  ChangeClass(String words) {
    this.words = words;
  }

  /// The class of this slug, such as `critical-feature`.
  public static Optional<ChangeClass> ofSlug(String slug) {
    return Arrays.stream(values()).filter(one -> one.slug().equals(slug)).findFirst();
  }

  /// Whether a requester may name it.
  public boolean isDeclared() {
    return this != ROLLBACK;
  }

  /// Whether a budget holds it back less than what nobody can tell: to declare one takes the right
  /// to, and a ticket.
  public boolean isLighter() {
    return this == SECURITY || this == FIX || this == CRITICAL_FEATURE;
  }

  /// As people say it, such as `security fix`.
  public String words() {
    return words;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
