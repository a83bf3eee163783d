package dev.slipway.home.web;

import dev.slipway.home.Cell;
import dev.slipway.home.CellState;
import dev.slipway.home.MatrixFilter;
import dev.slipway.home.MatrixView;
import dev.slipway.identity.TeamSummary;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The matrix as its template reads it.
///
/// @param waiting plans and held acts that wait for whoever looks
/// @param steps what to offer while there is no service
record MatrixPage(
    MatrixView view,
    List<TeamSummary> teams,
    List<String> waiting,
    FirstSteps steps,
    boolean selects) {

  private static final Map<String, String> GROUPS =
      Map.of("system", "System", "team", "Team", "tier", "Tier", "none", "Nothing");

  public MatrixFilter filter() {
    return view.filter();
  }

  public @Nullable DrawnCell draw(@Nullable Cell cell, String service, int column) {
    return cell == null
        ? null
        : DrawnCell.of(cell, service, view.columns().get(column).environment().slug(), view.at());
  }

  public String columnName(int column) {
    return view.columns().get(column).environment().name();
  }

  public List<Choice> counts() {
    return view.counts().stream()
        .map(count ->
            Choice.state(
                count.state().counted(count.number()),
                count.href(),
                count.chosen(),
                count.number(),
                count.state().look()))
        .toList();
  }

  public List<CellState> legend() {
    return Arrays.asList(CellState.values());
  }

  public Map<String, String> groups() {
    return GROUPS;
  }

  public List<String> groupOrder() {
    return List.of("system", "team", "tier", "none");
  }

  /// Filters that hold beside team and text, which have fields of their own.
  public List<Choice> removable() {
    var filter = filter();
    List<Choice> chips = new ArrayList<>();
    if (!filter.system().isEmpty()) {
      chips.add(Choice.link("Only " + filter.system(), filter.without("system")));
    }
    if (!filter.environment().isEmpty()) {
      chips.add(Choice.link("Only " + filter.environment(), filter.without("env")));
    }
    if (!filter.state().isEmpty()) {
      chips.add(Choice.link("Only " + filter.state(), filter.without("state")));
    }
    return chips;
  }

  /// "Rows 1 to 100 of 212 services, 640 placements".
  public String shown() {
    var matching = view.matching();
    var services = filter().isNarrow() ? matching + " of " + view.total() : "" + view.total();
    var rows =
        view.pages() > 1
            ? "Rows %d to %d, ".formatted(view.from() + 1, view.from() + view.shown())
            : "";
    return rows
        + services
        + Plural.word(view.total(), " service, ", " services, ")
        + Plural.of(view.placements(), "placement");
  }

  public @Nullable String first() {
    return view.from() == 0 ? null : filter().withPage(1);
  }

  public @Nullable String next() {
    return view.from() + view.shown() >= view.matching()
        ? null
        : filter().withPage(filter().page() + 1);
  }

  public String live() {
    return "matrix matrix-since:" + view.at().toEpochMilli();
  }

  public String countsHref() {
    var href = filter().href();
    return "/matrix/counts" + href.substring(1);
  }

  public String waitingTitle() {
    return waiting.size() == 1
        ? "One request waits for you"
        : waiting.size() + " requests wait for you";
  }

  public String waitingText() {
    var some = String.join("; ", waiting.subList(0, Math.min(2, waiting.size())));
    return waiting.size() > 2 ? some + " and more." : some + ".";
  }

  public String silent(MatrixView.Column column) {
    return "%d of %s silent".formatted(column.silent(), Plural.of(column.clusters(), "cluster"));
  }

  /// What a phone, which has no head to say it, says of a frozen column.
  public List<MatrixView.Column> frozen() {
    return view.columns().stream()
        .filter(column -> column.frozen() != null || !column.partly().isEmpty())
        .toList();
  }

  /// Names the one system that is frozen, where it is one.
  public String partlyWords(MatrixView.Column column) {
    return column.partly().size() == 1 ? column.partly().getFirst() + " frozen" : "Partly frozen";
  }

  public String partly(MatrixView.Column column) {
    return "Frozen here: " + String.join(", ", column.partly());
  }

  public String silenceText(MatrixView.Silence silence) {
    var what = Plural.of(silence.placements(), "placement shows", "placements show");
    return what + " what was last seen. Plans for it wait until it answers.";
  }

  public boolean isEmpty() {
    return view.total() == 0;
  }
}
