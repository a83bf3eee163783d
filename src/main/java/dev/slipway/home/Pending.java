package dev.slipway.home;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked for, or on its way, beside what runs.
///
/// @param kind of the change, such as `rollout`
/// @param to version asked for; empty if the change keeps the version
/// @param waitsFor names of people who could decide; empty when nobody is needed
/// @param running whether it has been started
/// @param percent how far it has come
/// @param progress in words
/// @param link page of the plan or deployment
public record Pending(
    String kind,
    String to,
    List<String> waitsFor,
    boolean running,
    int percent,
    String progress,
    String link) {

  static boolean waits(@Nullable Pending pending) {
    return pending != null && !pending.running();
  }

  static boolean runs(@Nullable Pending pending) {
    return pending != null && pending.running();
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
