package dev.slipway.sandbox.metrics;

import java.io.Serial;

/// A call that is answered with the envelope of an error.
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  Refusal(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  static Refusal badData(String parameter, String why) {
    return new Refusal(400, "bad_data", "invalid parameter \"" + parameter + "\": " + why);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }
}
