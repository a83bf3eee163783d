package dev.slipway.verification.web;

import dev.slipway.verification.SampleOutcome;
import dev.slipway.verification.VerificationView.Objective;
import dev.slipway.verification.VerificationView.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The share of bad events in each sample, below or above the limit: `slo/chart :: chart`.
/// Positions across are per cent, those down pixels; the line alone is stretched, from a square.
record SampleChart(
    String id,
    String title,
    String summary,
    List<Level> levels,
    List<Line> lines,
    List<Mark> marks,
    List<Tick> ticks,
    List<Row> rows) {

  private static final int HEIGHT = 176;
  private static final int BASE = 148;
  private static final int TOP = 24;
  private static final int WIDTH = 97;
  private static final double SQUARE = 1000;

  /// How much room there is above the limit at least.
  private static final double ROOM = 1.6;

  /// Lines closer together than this have room for one label.
  private static final double APART = 0.12;

  record Level(String y, String textY, String label, boolean strong) {}

  record Line(String path, String kind, @Nullable Label label) {}

  record Label(String x, String y, String textY, String text) {}

  record Mark(String x, String label) {

    /// What it says where somebody points at it.
    public String words() {
      return label;
    }
  }

  record Tick(String x, String label, String anchor) {}

  record Row(String when, List<String> values) {}

  static SampleChart of(Objective objective, int wanted) {
    var slots = Math.max(Math.max(wanted, objective.samples().size()), 2);
    var limit = objective.limit() == null ? 0.01 : objective.limit().doubleValue();
    var highest =
        objective.samples().stream()
            .map(Sample::share)
            .mapToDouble(share -> share == null ? 0 : share.doubleValue())
            .max()
            .orElse(0);
    var high = Math.max(limit * ROOM, highest * 1.15);
    return new SampleChart(
        "samples-" + objective.id(),
        "Bad events in each sample of " + objective.name(),
        summary(objective),
        List.of(
            level(0, high, limit / high < APART ? "" : "0 %", false),
            level(
                limit,
                high,
                "Limit "
                    + (objective.limit() == null
                        ? "1 % at least"
                        : Shares.percent(objective.limit())),
                true)),
        List.of(new Line(path(objective, slots, high), "main", label(objective, slots, high))),
        marks(objective, slots),
        ticks(slots),
        objective.samples().stream().map(SampleChart::row).toList());
  }

  /// No time is left out of samples.
  public List<Row> spans() {
    return List.of();
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

  public int plot() {
    return BASE - TOP;
  }

  public int foot() {
    return HEIGHT - 8;
  }

  public int top() {
    return TOP;
  }

  public int width() {
    return WIDTH;
  }

  public List<Level> bands() {
    return List.of();
  }

  public List<String> notes() {
    return List.of();
  }

  public List<String> columns() {
    return List.of("Sample", "Bad events", "Share", "Says");
  }

  private static Level level(double value, double high, String label, boolean strong) {
    var y = TOP + down(value, high, BASE - TOP);
    return new Level(pixels(y), pixels(y - 4), label, strong);
  }

  private static String path(Objective objective, int slots, double high) {
    var path = new StringBuilder();
    var joined = false;
    for (var sample : objective.samples()) {
      var share = sample.share();
      if (share == null) {
        joined = false;
        continue;
      }
      var x = across(sample.number(), slots) * SQUARE;
      var y = down(share.doubleValue(), high, SQUARE);
      // A sample beside which there is none would not be seen without a line of its own.
      path.append(joined ? "L" : "M").append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
      path.append(joined ? "" : "l.1 0");
      joined = true;
    }
    return path.toString();
  }

  private static @Nullable Label label(Objective objective, int slots, double high) {
    var last = objective.last().orElse(null);
    var share = last == null ? null : last.share();
    if (last == null || share == null) {
      return null;
    }
    var y = TOP + down(share.doubleValue(), high, BASE - TOP);
    return new Label(
        percent(across(last.number(), slots)),
        pixels(y),
        pixels(y > BASE - 20 ? y - 8 : y + 16),
        Shares.percent(share));
  }

  private static List<Mark> marks(Objective objective, int slots) {
    var marks = new ArrayList<Mark>();
    for (var sample : objective.samples()) {
      if (sample.outcome() != SampleOutcome.PASSED) {
        marks.add(new Mark(percent(across(sample.number(), slots)), mark(sample.outcome())));
      }
    }
    return marks;
  }

  private static List<Tick> ticks(int slots) {
    return IntStream.of(1, (slots + 1) / 2, slots)
        .distinct()
        .mapToObj(number ->
            new Tick(
                percent(across(number, slots)),
                Integer.toString(number),
                number == 1 ? "start" : number == slots ? "end" : "middle"))
        .toList();
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

  private static String mark(SampleOutcome outcome) {
    return switch (outcome) {
      case PASSED -> "";
      case FAILED -> "over";
      case INCONCLUSIVE -> "few";
      case ERROR -> "none";
    };
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

  private static double across(int number, int slots) {
    return (number - 1.0) / (slots - 1);
  }

  private static double down(double value, double high, double height) {
    return (1 - Math.clamp(value / high, 0, 1)) * height;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", share * WIDTH);
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
