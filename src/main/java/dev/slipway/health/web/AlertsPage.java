package dev.slipway.health.web;

import dev.slipway.health.AlertBoard;
import dev.slipway.health.AlertLine;
import dev.slipway.health.BlindRule;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What fires, what waits to fire, and what watches nothing.
///
/// @param whole whether it is the page of all of them; else a part of another page
record AlertsPage(AlertBoard board, AlertFilter filter, boolean whole) {

  private static final int MOST = 200;
  private static final Map<String, String> STATES =
      Map.of(
          "firing", "firing", "pending", "pending", "held", "held back", "unmapped", "not mapped");

  private static final List<String> ORDER = List.of("firing", "pending", "held", "unmapped");

  public List<AlertLine> lines() {
    return fitting().stream().filter(filter::isIn).limit(MOST).toList();
  }

  private List<AlertLine> fitting() {
    return board.lines().stream().filter(filter::fits).toList();
  }

  public List<Choice> states() {
    List<Choice> choices = new ArrayList<>();
    var fitting = fitting();
    choices.add(Choice.counted("all", filter.withState(""), filter.isCurrent(""), fitting.size()));
    for (var state : ORDER) {
      var count = fitting.stream().filter(line -> AlertFilter.is(state, line)).count();
      if (count > 0 || filter.isCurrent(state)) {
        choices.add(
            Choice.counted(
                STATES.getOrDefault(state, state),
                filter.withState(state),
                filter.isCurrent(state),
                count));
      }
    }
    return choices;
  }

  public List<BlindRule> blind() {
    return filter.isEmpty() ? board.blind() : List.of();
  }

  public List<AlertBoard.Teller> sources() {
    return board.sources();
  }

  public String look(AlertLine line) {
    if (!line.isFiring()) {
      return "waiting";
    }
    return line.urgent() ? "failed" : "warning";
  }

  public String word(AlertLine line) {
    return (line.isFiring() ? "Firing" : "Pending") + (line.isHeld() ? ", held back" : "");
  }

  /// What its annotations say, as a sentence.
  public String said(AlertLine line) {
    return line.summary().isEmpty() || line.summary().endsWith(".")
        ? line.summary()
        : line.summary() + ".";
  }

  /// Who holds it back; null where nobody does.
  public @Nullable String held(AlertLine line) {
    if (!line.silences().isEmpty()) {
      return "Silenced by " + String.join("; ", line.silences()) + ".";
    }
    return line.inhibited() ? "Held back by another alert (inhibited)." : null;
  }

  public String shown() {
    return Plural.of(lines().size(), "alert");
  }

  public String teller(AlertBoard.Teller teller) {
    return teller.manager() ? "Alertmanager" : Plural.of(teller.rules(), "rule");
  }
}
