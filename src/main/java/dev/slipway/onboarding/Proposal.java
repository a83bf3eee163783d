package dev.slipway.onboarding;

/// A value that a workload was proposed, and what tells it.
///
/// @param value empty where nothing tells it: a person has to say it
/// @param reason what tells it, as a sentence without its full stop
/// @param told whether a label or annotation says it in so many words
public record Proposal(String value, String reason, boolean told) {

  static final Proposal NONE = new Proposal("", "nothing tells it", false);

  static Proposal told(String value, String reason) {
    return new Proposal(value, reason, true);
  }

  static Proposal guessed(String value, String reason) {
    return new Proposal(value, reason, false);
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }
}
