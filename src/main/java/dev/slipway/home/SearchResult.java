package dev.slipway.home;

import dev.slipway.kernel.Plural;
import java.util.List;

/// What a search found, by kind.
///
/// @param query as it was typed
public record SearchResult(String query, List<Group> groups) {

  /// Hits of one kind.
  ///
  /// @param more how many there are that are not shown
  public record Group(String label, List<SearchHit> hits, int more) {

    static Group of(String label, List<SearchHit> all, int most) {
      var shown = all.subList(0, Math.min(most, all.size()));
      return new Group(label, List.copyOf(shown), all.size() - shown.size());
    }

    /// "Services", or "Services, 12 more" where not all are shown.
    public String heading() {
      return more == 0 ? label : label + ", " + more + " more";
    }
  }

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  public int count() {
    return groups.stream().mapToInt(group -> group.hits().size()).sum();
  }

  /// What is read aloud when it is shown.
  public String said() {
    var more = groups.stream().mapToInt(Group::more).sum();
    if (isEmpty()) {
      return "Nothing found.";
    }
    return Plural.of(count(), "result") + (more == 0 ? "." : ", " + more + " more.");
  }
}
