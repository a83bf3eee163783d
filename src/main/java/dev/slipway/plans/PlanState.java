package dev.slipway.plans;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Where a plan stands. The allowed moves are also a table that the database's trigger reads; a
/// test compares the two.
public enum PlanState {
  PLANNED,
  PENDING_APPROVAL,
  APPROVED,
  REJECTED,
  EXPIRED,
  SUPERSEDED,
  STALE,
  REVOKED,
  WITHDRAWN,
  STARTED;

  /// Whether no person moves it any more. A started plan becomes stale only by its own worker, when
  /// the last look before the write finds another base: nothing was sent then.
  public boolean isFinal() {
    return switch (this) {
      case PLANNED, PENDING_APPROVAL, APPROVED -> false;
      case REJECTED, EXPIRED, SUPERSEDED, STALE, REVOKED, WITHDRAWN, STARTED -> true;
    };
  }

  /// The states it may move to from here.
  public Set<PlanState> next() {
    return switch (this) {
      case PLANNED -> EnumSet.of(PENDING_APPROVAL, STARTED, EXPIRED, SUPERSEDED, STALE, WITHDRAWN);
      case PENDING_APPROVAL ->
          EnumSet.of(APPROVED, REJECTED, EXPIRED, SUPERSEDED, STALE, REVOKED, WITHDRAWN);
      case APPROVED ->
          EnumSet.of(
              PENDING_APPROVAL, STARTED, REJECTED, EXPIRED, SUPERSEDED, STALE, REVOKED, WITHDRAWN);
      case STARTED -> EnumSet.of(STALE);
      case REJECTED, EXPIRED, SUPERSEDED, STALE, REVOKED, WITHDRAWN ->
          EnumSet.noneOf(PlanState.class);
    };
  }

  /// The word that people and the API use.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
