package dev.slipway.slo;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How several objectives of one service and environment stand together: as the worst of them, and
/// never as their mean.
final class WorstOf {

  private static final Comparator<Standing> WORST =
      Comparator.comparing(Standing::state)
          .thenComparing(
              Standing::consumed, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
          .thenComparing(Standing::name, Comparator.reverseOrder());

  private WorstOf() {}

  /// One objective.
  ///
  /// @param counts whether it is active and gates; drafts and what is turned off do not
  /// @param consumed null where nothing usable is known
  record Standing(
      UUID id, String name, BudgetState state, @Nullable BigDecimal consumed, boolean counts) {}

  /// The one that decides: of equal states the one that used more, then by name. Empty if none
  /// counts.
  static Optional<Standing> decides(Collection<Standing> objectives) {
    return objectives.stream().filter(Standing::counts).max(WORST);
  }
}
