package dev.slipway.slo.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chart as it is drawn: `slo/chart :: chart`. Positions across are per cent, so that letters
/// keep their size at every width; positions down are pixels. Lines alone are stretched, from a
/// square of {@link #SQUARE} units.
///
/// @param id unique on its page
/// @param summary what the picture says, in words
/// @param height of the whole picture
/// @param base where the plot ends; the days stand below it
/// @param columns heads of the table that says the same
/// @param notes what the picture cannot show, such as values beyond its edge
record Chart(
    String id,
    String title,
    String summary,
    int height,
    int base,
    List<Band> bands,
    List<Level> levels,
    List<Line> lines,
    List<Mark> marks,
    List<Span> spans,
    List<Tick> ticks,
    List<String> columns,
    List<Row> rows,
    List<String> notes) {

  /// Room above the plot, for the names of marks.
  static final int TOP = 24;

  static final int SQUARE = 1000;

  /// Whether there is nothing to draw.
  public boolean isEmpty() {
    return lines.stream().allMatch(line -> line.path().isEmpty());
  }

  public int plot() {
    return base - TOP;
  }

  /// Where the letters of the ticks stand.
  public int foot() {
    return height - 8;
  }

  public int top() {
    return TOP;
  }

  public int width() {
    return TimeAxis.WIDTH;
  }

  /// A tinted strip.
  ///
  /// @param tone suffix of its class
  record Band(String y, String height, String tone) {}

  /// A line across, with what it means.
  ///
  /// @param strong whether it is the line that matters most
  record Level(String y, String textY, String label, boolean strong) {}

  /// A series.
  ///
  /// @param kind suffix of its class: `main`, or `other` for the second one
  /// @param label its newest value or its name, beside its end; null if there is none
  record Line(String path, String kind, @Nullable Label label) {}

  /// What stands beside the newest value.
  record Label(String x, String y, String textY, String text) {}

  /// A moment when something happened.
  ///
  /// @param label null where the one before stands too near
  record Mark(String x, @Nullable String label, String href, String words) {}

  /// A stretch of time that does not count.
  record Span(String x, String width, String words) {}

  /// A day or a time under the plot.
  ///
  /// @param anchor of the letters
  record Tick(String x, String label, String anchor) {}

  /// A row of the table.
  record Row(String when, List<String> values) {}
}
