package dev.slipway.home;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is asked for, or on its way, beside what runs.
///
/// @param sentence the change in words
/// @param from version before; empty if the change keeps the version
/// @param to version asked for; empty if the change keeps the version
/// @param waitsFor names of people who could decide, for each rule that still asks for somebody
/// @param progress in words
/// @param link page of the plan or deployment
public record Pending(
    Stage stage,
    String sentence,
    String from,
    String to,
    List<List<String>> waitsFor,
    String progress,
    String link) {

  static final String UNKNOWN = "outcome unknown";

  /// ASKED: waits for a decision. APPROVED: waits for its start. RUNNING: on its way.
  public enum Stage {
    ASKED,
    APPROVED,
    RUNNING
  }

  /// Whether nobody knows how it ended.
  public boolean isUnknown() {
    return progress.equals(UNKNOWN);
  }

  static boolean waits(@Nullable Pending pending) {
    return pending != null && pending.stage() == Stage.ASKED;
  }

  static boolean runs(@Nullable Pending pending) {
    return pending != null && pending.stage() == Stage.RUNNING;
  }

  /// "Mira", "Mira or Jon", "Mira or 3 others", and where several rules ask "Mira and Jon". One
  /// person fills one seat: whoever is the only one for a rule is no choice for another.
  public String people() {
    var needed =
        waitsFor.stream()
            .filter(names -> names.size() == 1)
            .map(List::getFirst)
            .collect(Collectors.toSet());
    return waitsFor.stream()
        .map(names ->
            names.size() == 1
                ? names
                : names.stream().filter(name -> !needed.contains(name)).toList())
        .map(Pending::either)
        .filter(words -> !words.isEmpty())
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private static String either(List<String> names) {
    return switch (names.size()) {
      case 0 -> "";
      case 1 -> names.getFirst();
      case 2 -> names.getFirst() + " or " + names.getLast();
      default -> names.getFirst() + " or " + (names.size() - 1) + " others";
    };
  }
}
