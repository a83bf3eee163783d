package dev.slipway.verification.web;

import dev.slipway.verification.SampleOutcome;
import dev.slipway.verification.VerificationView.Objective;
import dev.slipway.verification.VerificationView.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The share of bad events in each sample, below or above the limit: `verification/chart :: chart`.
/// Positions across are per cent, so that letters keep their size at any width; those down pixels.
///
/// @param levels what samples are held to
/// @param dots one a sample, and one for each to come
record SampleChart(
    String id,
    String title,
    String summary,
    List<Level> levels,
    List<Dot> dots,
    List<Tick> ticks,
    List<Row> rows) {

  private static final int HEIGHT = 176;
  private static final int BASE = 148;
  private static final int TOP = 24;

  /// No dot stands at an edge, where half of it would be cut off.
  private static final double INSET = 3;

  /// How much room there is above the limit at least.
  private static final double ROOM = 1.6;

  /// Lines closer together than this have room for one label.
  private static final double APART = 0.12;

  /// Letters closer than this, in pixels, lie over each other.
  private static final double LETTERS = 22;

  /// So many samples on there is room for the next share.
  private static final int BESIDE = 3;

  /// A line across. Its words stand at the right end, or at the left where samples need that room.
  ///
  /// @param kind suffix of its class: `limit` or `before`
  record Level(String kind, String y, String textY, String label, String x, String anchor) {}

  /// One sample.
  ///
  /// @param kind suffix of its class and shape: `well`, `over`, `few`, `none` or `next`
  /// @param label its share, where there is room; else empty
  record Dot(String kind, String x, String y, String textY, String anchor, String label) {

    private static Dot of(String kind, int number, int slots, double y, String label) {
      var anchor = number == 1 ? "start" : number == slots ? "end" : "middle";
      return new Dot(kind, across(number, slots), pixels(y), pixels(y - 9), anchor, label);
    }
  }

  /// A kind of dot in the legend.
  record Key(String kind, String words) {}

  record Tick(String x, String label) {}

  record Row(String when, List<String> values) {}

  /// @param goesOn whether more samples may follow
  static SampleChart of(Objective objective, int wanted, boolean goesOn) {
    var slots = Math.max(Math.max(wanted, objective.samples().size()), 2);
    var limit = objective.limit() == null ? 0.01 : objective.limit().doubleValue();
    var highest = objective.samples().stream().mapToDouble(SampleChart::share).max().orElse(0);
    var high = Math.max(limit * ROOM, highest * 1.15);
    return new SampleChart(
        "samples-" + objective.id(),
        "Bad events in each sample of " + objective.name(),
        summary(objective),
        levels(objective, slots, limit, high),
        dots(objective, goesOn ? slots : 0, slots, high),
        IntStream.of(1, (slots + 1) / 2, slots)
            .distinct()
            .mapToObj(number -> new Tick(across(number, slots), Integer.toString(number)))
            .toList(),
        objective.samples().stream().map(SampleChart::row).toList());
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public int height() {
    return HEIGHT;
  }

  public int base() {
    return BASE;
  }

  public int foot() {
    return HEIGHT - 8;
  }

  /// What the shapes mean that are there.
  public List<Key> keys() {
    return Stream.of(
            new Key("well", "well"),
            new Key("over", "over the limit"),
            new Key("few", "tells nothing"),
            new Key("none", "no answer"),
            new Key("next", "to come"))
        .filter(key -> dots.stream().anyMatch(dot -> dot.kind().equals(key.kind())))
        .toList();
  }

  public List<String> columns() {
    return List.of("Sample", "Bad events", "Share", "Says");
  }

  private static List<Level> levels(Objective objective, int slots, double limit, double high) {
    var levels = new ArrayList<Level>();
    var usual = usual(objective);
    if (usual != null) {
      var share = usual.doubleValue();
      var hasRoom = share / high > APART && Math.abs(limit - share) / high > APART;
      var label = hasRoom ? "before " + Shares.percent(usual) : "";
      var y = down(share, high);
      levels.add(level("before", y, label, !isTakenAtTheRight(objective, slots, y, high)));
    }
    var y = down(limit, high);
    var label =
        objective.limit() == null
            ? "limit 1 % at least"
            : "limit " + Shares.percent(objective.limit());
    levels.add(level("limit", y, label, !isTakenAtTheRight(objective, slots, y, high)));
    return levels;
  }

  /// Whether the last samples stand where words of this line would.
  private static boolean isTakenAtTheRight(Objective objective, int slots, double y, double high) {
    return objective.samples().stream()
        .filter(sample -> sample.number() > slots / 2)
        .mapToDouble(sample -> down(share(sample), high))
        .anyMatch(dot -> dot > y - LETTERS && dot < y + LETTERS);
  }

  private static Level level(String kind, double y, String label, boolean right) {
    return new Level(
        kind, pixels(y), pixels(y - 5), label, right ? "100%" : "0", right ? "end" : "start");
  }

  private static @Nullable BigDecimal usual(Objective objective) {
    var before = objective.baseline();
    return before == null || !before.hasTraffic()
        ? null
        : before.bad().divide(before.total(), MathContext.DECIMAL64);
  }

  private static List<Dot> dots(Objective objective, int upTo, int slots, double high) {
    var dots = new ArrayList<Dot>();
    var last = objective.samples().size();
    for (var sample : objective.samples()) {
      var share = sample.share();
      var isTold =
          share != null
              && (sample.number() == last
                  || (sample.outcome() == SampleOutcome.FAILED && hasRoom(dots, sample, last)));
      dots.add(
          Dot.of(
              kind(sample.outcome()),
              sample.number(),
              slots,
              down(share(sample), high),
              isTold ? Shares.percent(Objects.requireNonNull(share)) : ""));
    }
    for (var number = last + 1; number <= upTo; number++) {
      dots.add(Dot.of("next", number, slots, BASE, ""));
    }
    return dots;
  }

  /// Whether its share would not lie over another, on a phone too.
  private static boolean hasRoom(List<Dot> before, Sample sample, int last) {
    return last - sample.number() >= BESIDE
        && before.stream()
            .skip(Math.max(0, before.size() - BESIDE + 1))
            .allMatch(dot -> dot.label().isEmpty());
  }

  private static String kind(SampleOutcome outcome) {
    return switch (outcome) {
      case PASSED -> "well";
      case FAILED -> "over";
      case INCONCLUSIVE -> "few";
      case ERROR -> "none";
    };
  }

  private static Row row(Sample sample) {
    var counts = sample.counts();
    var share = sample.share();
    return new Row(
        Integer.toString(sample.number()),
        List.of(
            counts == null ? "–" : Shares.of(counts),
            share == null ? "–" : Shares.percent(share),
            words(sample)));
  }

  private static String words(Sample sample) {
    var word =
        switch (sample.outcome()) {
          case PASSED -> "well";
          case FAILED -> "over the limit";
          case INCONCLUSIVE -> sample.isScant() ? "too little traffic" : "no worse than before";
          case ERROR -> "no answer";
        };
    return sample.why().isEmpty() ? word : word + ": " + sample.why();
  }

  private static String summary(Objective objective) {
    var samples = objective.samples();
    if (samples.isEmpty()) {
      return "No sample yet.";
    }
    var words = new ArrayList<String>();
    words.add("%d well".formatted(objective.count(SampleOutcome.PASSED)));
    words.add("%d over the limit".formatted(objective.count(SampleOutcome.FAILED)));
    var few =
        samples.stream()
            .filter(one -> one.outcome() == SampleOutcome.INCONCLUSIVE && one.isScant())
            .count();
    if (few > 0) {
      words.add("%d with too little traffic".formatted(few));
    }
    var unproven = objective.count(SampleOutcome.INCONCLUSIVE) - few;
    if (unproven > 0) {
      words.add("%d no worse than before, which proves nothing".formatted(unproven));
    }
    var errors = objective.count(SampleOutcome.ERROR);
    if (errors > 0) {
      words.add("%d without an answer".formatted(errors));
    }
    return "Samples: " + String.join(", ", words) + ".";
  }

  /// Of one without traffic, nothing.
  private static double share(Sample sample) {
    var share = sample.share();
    return share == null ? 0 : share.doubleValue();
  }

  private static String across(int number, int slots) {
    var share = (number - 1.0) / (slots - 1);
    return String.format(Locale.ROOT, "%.2f%%", INSET + share * (100 - 2 * INSET));
  }

  private static double down(double value, double high) {
    return TOP + (1 - Math.clamp(value / high, 0, 1)) * (BASE - TOP);
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
