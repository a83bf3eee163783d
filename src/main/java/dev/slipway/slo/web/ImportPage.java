package dev.slipway.slo.web;

import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.ImportReport;
import dev.slipway.slo.ImportReport.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Taking objectives over from a file: first what it would do, then doing it.
///
/// @param report null before the file was read
/// @param services names by slug of those that this person may promise something of
/// @param environments names by slug
/// @param datasources names by id, the empty one for the only one of the environment
/// @param clusters what can be looked into, and what was found there
/// @param errors by field
record ImportPage(
    ImportForm form,
    @Nullable ImportReport report,
    Map<String, String> services,
    Map<String, String> environments,
    Map<String, String> datasources,
    ClusterLook clusters,
    Map<String, String> errors) {

  static final String PATH = "/slo/import";

  /// So many lines a person reads of one list; the program that made more of them asks the API.
  private static final int SHOWN = 100;

  /// What a person has to do something about comes first.
  private static final List<Outcome> URGENT = List.of(Outcome.REFUSED, Outcome.ASKS);

  public List<Choice> crumbs() {
    return List.of(Choice.link("Objectives", ObjectiveFilter.PATH));
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public boolean isDone() {
    return report != null && report.stored();
  }

  /// Whether there is something that can be stored as it stands.
  public boolean isReady() {
    return report != null && !report.stored() && changed() > 0;
  }

  /// Such as `2 new, 1 changed, 3 as they are`.
  public String summary() {
    if (report == null) {
      return "";
    }
    var parts = new ArrayList<String>();
    add(parts, Outcome.NEW, "new");
    add(parts, Outcome.CHANGED, "changed");
    add(parts, Outcome.SAME, "as stored already");
    add(
        parts,
        Outcome.ASKS,
        Plural.word(report.count(Outcome.ASKS), "needs an answer", "need an answer"));
    add(parts, Outcome.REFUSED, "refused");
    if (!parts.isEmpty()) {
      return String.join(", ", parts) + ".";
    }
    return report.notes().stream().anyMatch(note -> note.severity().equals("error"))
        ? "Nothing of the file can be taken over, and nothing was stored."
        : "The file holds no objective.";
  }

  public String button() {
    return "Import " + Plural.of(changed(), "objective");
  }

  /// What the file calls services that nobody knows here; the empty one for no name at all.
  public List<String> unknown() {
    return report == null
        ? List.of()
        : Stream.concat(
                form.services().keySet().stream(),
                report.lines().stream()
                    .filter(line -> line.service() == null)
                    .map(line -> Objects.requireNonNullElse(line.named(), "")))
            .distinct()
            .toList();
  }

  public String chosen(String named) {
    return form.services().getOrDefault(named, "");
  }

  /// In the order of the file; of more than are shown, those that were not taken as they are come
  /// first.
  public List<Row> rows() {
    if (report == null) {
      return List.of();
    }
    var lines = report.lines().stream();
    return (report.lines().size() > SHOWN
            ? lines.sorted(Comparator.comparing(line -> !URGENT.contains(line.outcome())))
            : lines)
        .limit(SHOWN)
        .map(Row::new)
        .toList();
  }

  public List<ImportReport.Note> notes() {
    return report == null ? List.of() : report.notes().stream().limit(SHOWN).toList();
  }

  /// How much of the report is not shown; null where all of it is.
  public @Nullable String more() {
    if (report == null) {
      return null;
    }
    var lines = report.lines().size() - SHOWN;
    var notes = report.notes().size() - SHOWN;
    var parts = new ArrayList<String>();
    if (lines > 0) {
      parts.add(Plural.of(lines, "more objective"));
    }
    if (notes > 0) {
      parts.add(Plural.of(notes, "more finding"));
    }
    return parts.isEmpty()
        ? null
        : "Not shown here: %s. POST /api/v1/slos/import with dryRun gives all of it."
            .formatted(String.join(" and ", parts));
  }

  private long changed() {
    return report == null ? 0 : report.count(Outcome.NEW) + report.count(Outcome.CHANGED);
  }

  private void add(List<String> parts, Outcome outcome, String word) {
    var count = report == null ? 0 : report.count(outcome);
    if (count > 0) {
      parts.add(count + " " + word);
    }
  }

  /// How urgent a note is.
  public String look(ImportReport.Note note) {
    return ObjectivePage.look(note.severity());
  }

  /// One objective of the file in words.
  record Row(ImportReport.Line line) {

    public String look() {
      return switch (line.outcome()) {
        case NEW, CHANGED -> line.draft() ? "warning" : "done";
        case SAME -> "none";
        case ASKS -> "waiting";
        case REFUSED -> "failed";
      };
    }

    public String word() {
      return switch (line.outcome()) {
        case NEW -> line.draft() ? "New, as a draft" : "New";
        case CHANGED -> line.draft() ? "Changed, a draft now" : "Changed";
        case SAME -> "As stored already";
        case ASKS -> "Needs an answer";
        case REFUSED -> "Refused";
      };
    }

    public @Nullable String href() {
      return line.id() == null ? null : ObjectiveFilter.PATH + "/" + line.id();
    }

    /// Such as `99.9 % in 30 days`; empty where nothing becomes of it.
    public String promise() {
      var promise = line.promise();
      return promise == null
          ? ""
          : "%s %% in %s"
              .formatted(
                  Decimals.plain(promise.objective()), Plural.of(promise.windowDays(), "day"));
    }

    /// What would be counted of it now; empty where nothing becomes of it, or a note says it.
    public String counted() {
      var promise = line.promise();
      if (promise == null || promise.silent()) {
        return "";
      }
      if (!promise.asked()) {
        return "Its datasource was not asked: ten of a file are, within a few seconds.";
      }
      var counts = promise.counts();
      if (promise.state() == BudgetState.NO_TRAFFIC) {
        return "Now: no event in its window.";
      }
      return promise.consumed() == null
          ? promise.reason() + " While nobody counts it, features wait in production."
          : "Now: %s%s of its budget used, %s."
              .formatted(
                  counts == null
                      ? ""
                      : "%s of %s events failed, "
                          .formatted(Amounts.events(counts.bad()), Amounts.events(counts.total())),
                  Amounts.used(promise.consumed()),
                  promise.state().words());
    }

    /// Such as `student-service in production`.
    public String where() {
      var service =
          line.service() == null ? Objects.requireNonNullElse(line.named(), "?") : line.service();
      return service + (line.environment() == null ? "" : " in " + line.environment());
    }
  }
}
