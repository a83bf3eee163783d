package dev.slipway.slo.prometheus;

/// What a series of a merged query counts, as its label says.
enum Part {
  BAD("err", "bad events"),
  TOTAL("tot", "all events"),
  RATIO("raw", "the share of bad events");

  private final String label;
  private final String words;

  Part(String label, String words) {
    this.label = label;
    this.words = words;
  }

  String label() {
    return label;
  }

  String words() {
    return words;
  }
}
