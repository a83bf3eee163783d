package dev.slipway.runtime;

/// A sealed value does not open: changed, moved to another row, or sealed with another key.
public class SealBroken extends RuntimeException {

  SealBroken(String boundTo) {
    super("The sealed value of " + boundTo + " does not open with this portal's key.");
  }
}
