package dev.slipway.home;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked for, or on its way, beside what runs.
///
/// @param sentence the change in words
/// @param from version before; empty if the change keeps the version
/// @param to version asked for; empty if the change keeps the version
/// @param waitsFor names of people who could decide
/// @param progress in words
/// @param link page of the plan or deployment
public record Pending(
    Stage stage,
    String sentence,
    String from,
    String to,
    List<String> waitsFor,
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

  /// "Mira", "Mira or Jon", "Mira or 3 others".
  public String people() {
    return switch (waitsFor.size()) {
      case 0 -> "";
      case 1 -> waitsFor.getFirst();
      case 2 -> waitsFor.getFirst() + " or " + waitsFor.getLast();
      default -> waitsFor.getFirst() + " or " + (waitsFor.size() - 1) + " others";
    };
  }
}
