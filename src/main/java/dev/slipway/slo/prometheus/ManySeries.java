package dev.slipway.slo.prometheus;

/// A query that gives several series where one number is meant.
class ManySeries extends RuntimeException {

  private final Part part;

  ManySeries(Part part) {
    super(part.words());
    this.part = part;
  }

  String why() {
    return "The query of %s gives several series where one is expected; put sum(...) around it."
        .formatted(part.words());
  }
}
