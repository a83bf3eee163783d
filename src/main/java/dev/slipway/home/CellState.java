package dev.slipway.home;

import dev.slipway.kernel.Plural;
import java.util.Locale;
import java.util.Optional;

/// What a cell of the matrix asks of a person, most urgent first. Healthy asks nothing and has no
/// tint.
public enum CellState {
  FAILED("Failed", "failed", "failed"),
  DEGRADED("Degraded", "degraded", "degraded"),
  WAITING("Needs OK", "need OK", "waiting"),
  PROGRESSING("Rolling out", "rolling out", "progressing"),
  UNKNOWN("No signal", "no signal", "lost"),
  DRIFT("Drift", "drift", "drift"),
  SUSPENDED("Paused", "paused", "suspended"),
  HEALTHY("Healthy", "healthy", "healthy"),
  ABSENT("Not running", "not running yet", "none");

  private final String word;
  private final String counted;
  private final String look;

  CellState(String word, String counted, String look) {
    this.word = word;
    this.counted = counted;
    this.look = look;
  }

  public String word() {
    return word;
  }

  /// The word after a number, such as "2 degraded".
  public String counted(int number) {
    return this == WAITING ? Plural.word(number, "needs OK", counted) : counted;
  }

  /// The word that gives colour and icon in counts and legend.
  public String look() {
    return look;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the row shows on a phone before anybody asks for the rest.
  public boolean isNews() {
    return this != HEALTHY && this != ABSENT;
  }

  static Optional<CellState> bySlug(String slug) {
    for (var state : values()) {
      if (state.slug().equals(slug)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
