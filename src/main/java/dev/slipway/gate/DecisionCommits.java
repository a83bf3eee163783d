package dev.slipway.gate;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The commits that a change brings, as the gate read them when it decided.
///
/// @param derived the class that they make of it, as a slug
/// @param called what its requester called it, as a slug; null where nothing was said
/// @param ticket that it was asked for with, or null
/// @param ranges one for each image that takes the place of another
public record DecisionCommits(
    String derived, @Nullable String called, @Nullable String ticket, List<Range> ranges) {

  /// From what ran to what comes.
  ///
  /// @param image what comes
  /// @param since the commit of what ran, itself not among them
  /// @param commit the commit of what comes
  /// @param count how many, without merges
  /// @param breaking how many of them break what others rely on
  /// @param types how many of each type of Conventional Commits; `other` is none that is known
  /// @param statements ids of the evidence that tells them, the newest commits first
  public record Range(
      String image,
      String since,
      String commit,
      int count,
      int breaking,
      Map<String, Integer> types,
      List<UUID> statements) {}
}
