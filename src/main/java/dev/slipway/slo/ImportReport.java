package dev.slipway.slo;

import dev.slipway.slo.formats.SloFinding;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What becomes, or would become, of every objective of a file.
///
/// @param stored whether it was done; else it was only tried
/// @param lines in the order of the file
/// @param notes about documents that are no objectives, such as dashboards and alert rules
public record ImportReport(boolean stored, List<Line> lines, List<Note> notes) {

  /// What becomes of one objective.
  public enum Outcome {
    NEW,
    CHANGED,
    SAME,
    /// Something has to be said first: which service, environment or datasource.
    ASKS,
    REFUSED;

    /// As in addresses and the API.
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One objective of the file.
  ///
  /// @param line where it begins in the file
  /// @param named how the file names its service; null where it does not
  /// @param service slug; null where it is not known yet
  /// @param environment slug; null where it is not known yet
  /// @param id of the objective; null where none is stored
  /// @param version of the stored definition that it is held against; null where none is stored
  /// @param why what has to be said, or why it is refused; null otherwise
  /// @param draft whether a fault, or that nobody could count it, makes it a draft that gates
  ///   nothing
  /// @param changes such as `objective: 99.9 is now 99`
  /// @param promise null where nothing becomes of it
  public record Line(
      String name,
      int line,
      String format,
      @Nullable String named,
      @Nullable String service,
      @Nullable String environment,
      Outcome outcome,
      @Nullable UUID id,
      @Nullable Integer version,
      @Nullable String why,
      boolean draft,
      List<String> changes,
      List<Note> notes,
      @Nullable Promise promise) {

    /// With what its datasource says to it; what it has nothing of is a draft.
    Line promising(ObjectiveDefinition definition, @Nullable Evaluation said) {
      var promised = Promise.of(definition, said);
      return new Line(
          name,
          line,
          format,
          named,
          service,
          environment,
          outcome,
          id,
          version,
          why,
          draft || (outcome == Outcome.NEW && promised.silent()),
          changes,
          promised.silent()
              ? Stream.concat(notes.stream(), Stream.of(promised.note(outcome))).toList()
              : notes,
          promised);
    }

    Line storedAs(UUID id) {
      return new Line(
          name,
          line,
          format,
          named,
          service,
          environment,
          outcome,
          id,
          version,
          why,
          draft,
          changes,
          notes,
          promise);
    }
  }

  /// What an objective promises, and what would be counted of it now.
  ///
  /// @param objective per cent of events that must be good
  /// @param asked whether the datasource was asked: only for the first objectives of a file
  /// @param state that it would have; unknown where the datasource gives nothing to go by
  /// @param counts of the whole window; null where they are not known
  /// @param reason why nothing is known; null where there is nothing to say
  /// @param silent whether the datasource answered, and there is nothing to count it by
  public record Promise(
      BigDecimal objective,
      int windowDays,
      boolean asked,
      BudgetState state,
      @Nullable BigDecimal consumed,
      @Nullable Counts counts,
      @Nullable String reason,
      boolean silent) {

    private static Promise of(ObjectiveDefinition definition, @Nullable Evaluation said) {
      return new Promise(
          definition.objective(),
          definition.windowDays(),
          said != null,
          said == null ? BudgetState.UNKNOWN : said.state(),
          said == null ? null : said.consumed(),
          said == null
              ? null
              : WindowLines.counts(said.readings().get(Duration.ofDays(definition.windowDays()))),
          said == null ? null : said.reason(),
          said != null && said.unusable());
    }

    private Note note(Outcome outcome) {
      return new Note(
          "NO_DATA",
          "warning",
          reason
              + " Nobody knows its budget, so features of this service would wait in production"
              + " while it counts."
              + (outcome == Outcome.NEW
                  ? " It becomes a draft: let it count once it has one."
                  : ""),
          null);
    }
  }

  /// Something that a person should look at.
  ///
  /// @param severity `error`, `warning` or `info`
  /// @param repair what should stand there instead; null where nobody can tell
  public record Note(String code, String severity, String detail, @Nullable String repair) {}

  /// How many came to this.
  public long count(Outcome outcome) {
    return lines.stream().filter(line -> line.outcome() == outcome).count();
  }

  /// The same for two reports exactly where they say that the same becomes of the same objectives.
  public String print() {
    var text = new StringBuilder();
    for (var line : lines) {
      for (var part :
          List.of(
              line.name,
              String.valueOf(line.service),
              String.valueOf(line.environment),
              line.outcome.slug(),
              String.valueOf(line.version),
              String.valueOf(line.draft),
              String.valueOf(line.changes))) {
        // Each part with its length, or two reports could read the same.
        text.append(part.length()).append(':').append(part);
      }
    }
    return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  static List<Note> notes(List<SloFinding> findings) {
    return findings.stream()
        .map(found ->
            new Note(
                found.code().name(),
                found.code().severity().slug(),
                found.detail(),
                found.repair()))
        .toList();
  }
}
