package dev.slipway.slo.prometheus;

/// An answer in a form that no Prometheus gives.
class OddAnswer extends RuntimeException {

  private final String what;

  OddAnswer(String what) {
    super(what);
    this.what = what;
  }

  String why() {
    return "The server's answer is not a Prometheus's: " + what + ".";
  }
}
