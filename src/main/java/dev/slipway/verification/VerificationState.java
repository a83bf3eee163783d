package dev.slipway.verification;

import java.util.Locale;

/// Where a verification stands.
public enum VerificationState {
  /// Samples are still being taken.
  RUNNING,
  /// As many samples as were wanted, few enough of them bad, and every smoke test passed.
  SUCCEEDED,
  /// Too many bad samples, or a smoke test that failed.
  FAILED,
  /// Too many samples that tell nothing, for want of traffic or of a past worth comparing with: a
  /// person is asked.
  INCONCLUSIVE,
  /// Metrics were gone, or smoke tests could not be asked, for too long. That says nothing of the
  /// release, so nothing follows from it.
  ERROR,
  /// Nothing to verify by, or switched off.
  SKIPPED,
  /// Something newer took its place before it had ended.
  REPLACED,
  /// A person keeps what was rolled out, whatever samples say.
  KEPT;

  /// Whether no more samples follow.
  public boolean isFinal() {
    return this != RUNNING;
  }

  /// Whether a person should look and say what becomes of it.
  public boolean asks() {
    return this == FAILED || this == INCONCLUSIVE || this == ERROR;
  }

  /// As in the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
