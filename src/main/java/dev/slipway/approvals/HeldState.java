package dev.slipway.approvals;

import java.util.Locale;

/// Where an act stands that needs a second person. It waits, then it ends once; the database's
/// trigger says the same.
public enum HeldState {
  WAITING,
  DONE,
  REJECTED,
  WITHDRAWN,
  EXPIRED,
  FAILED;

  public boolean isOver() {
    return this != WAITING;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
