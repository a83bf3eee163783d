package dev.slipway.slo.web;

import dev.slipway.slo.ImportReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes of a file of objectives, as the API gives it.
///
/// @param findings about documents that are no objectives
record ImportAnswer(boolean stored, List<Line> objectives, List<Found> findings) {

  /// One objective of the file.
  ///
  /// @param serviceInFile as the file names it
  /// @param objective per cent; null, as the window, where nothing becomes of it
  /// @param state of the budget if it counted now; null where its datasource was not asked
  /// @param consumed share of the budget that would be used; null where it is not known
  record Line(
      String name,
      int line,
      String format,
      @Nullable String serviceInFile,
      @Nullable String service,
      @Nullable String environment,
      String outcome,
      @Nullable UUID id,
      @Nullable String why,
      boolean draft,
      List<String> changes,
      List<Found> findings,
      @Nullable BigDecimal objective,
      @Nullable Integer windowDays,
      @Nullable String state,
      @Nullable BigDecimal consumed) {

    private static Line of(ImportReport.Line line) {
      var promise = line.promise();
      return new Line(
          line.name(),
          line.line(),
          line.format(),
          line.named(),
          line.service(),
          line.environment(),
          line.outcome().slug(),
          line.id(),
          line.why(),
          line.draft(),
          line.changes(),
          found(line.notes()),
          promise == null ? null : promise.objective(),
          promise == null ? null : promise.windowDays(),
          promise == null || !promise.asked() ? null : promise.state().slug(),
          promise == null ? null : promise.consumed());
    }
  }

  /// Something that a person should look at.
  record Found(String code, String severity, String detail, @Nullable String repair) {}

  static ImportAnswer of(ImportReport report) {
    return new ImportAnswer(
        report.stored(), report.lines().stream().map(Line::of).toList(), found(report.notes()));
  }

  private static List<Found> found(List<ImportReport.Note> notes) {
    return notes.stream()
        .map(note -> new Found(note.code(), note.severity(), note.detail(), note.repair()))
        .toList();
  }
}
