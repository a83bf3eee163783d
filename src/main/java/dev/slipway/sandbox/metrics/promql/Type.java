package dev.slipway.sandbox.metrics.promql;

/// What a part of a query stands for.
enum Type {
  SCALAR("scalar"),
  VECTOR("instant vector"),
  MATRIX("range vector"),
  STRING("string");

  private final String words;

  Type(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
