package dev.slipway.kernel;

/// How an act ended. Refused and failed attempts are events too.
public enum Outcome {
  SUCCEEDED,
  DENIED,
  FAILED
}
