package dev.slipway.gate;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ChangeFacts.Replaced;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ImageEvidence;
import dev.slipway.policies.spi.ImageEvidence.Commits;
import dev.slipway.policies.spi.ProposedChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Finds the commits between what runs and what comes, by what pipelines said of the two digests
/// and of the images between them. Of several ways from one to the other the strictest counts, so
/// nobody makes a change lighter by saying more. Where anything is missing nothing is known.
@Component
class CommitRanges {

  /// How many images may lie between the two.
  private static final int MOST_STEPS = 20;

  /// How many statements are compared; who says more than that says nothing.
  private static final int MOST_STATEMENTS = 100;

  private static final int ABBREVIATED = 7;
  private static final String TOO_MANY =
      "More was said of its commits than can be compared, so none of it counts.";

  private final ObjectProvider<ImageEvidence> evidence;

  CommitRanges(ObjectProvider<ImageEvidence> evidence) {
    this.evidence = evidence;
  }

  /// The commits of everything that a rollout replaces. A rollback brings a template back, which is
  /// more than its images: no list of commits tells what it undoes.
  Brought of(ProposedChange change) {
    var known = evidence.getIfAvailable();
    if (known == null || change.kind() != ChangeKind.ROLLOUT) {
      return Brought.unknown("");
    }
    var ranges = new ArrayList<DecisionCommits.Range>();
    var all = CommitTally.NONE;
    for (var image : change.facts().replaced()) {
      var comes = digest(image.image());
      if (comes != null && comes.equals(image.running())) {
        continue;
      }
      var search = new Search(known, change);
      var found = search.between(image, comes);
      if (found.isEmpty()) {
        return Brought.unknown(search.gap);
      }
      var path = found.get();
      all = all.plus(path.tally());
      ranges.add(path.range(image.image()));
    }
    return new Brought(ranges, all, "");
  }

  private static @Nullable String digest(String image) {
    var at = image.indexOf('@');
    return at < 0 ? null : image.substring(at + 1);
  }

  /// Such as `1a2b3c4`.
  static String abbreviated(String commit) {
    return commit.substring(0, Math.min(commit.length(), ABBREVIATED));
  }

  private static String named(String digest) {
    return digest.substring(0, Math.min(digest.length(), "sha256:".length() + 12));
  }

  /// Whether two ids, of seven digits or more, mean one commit.
  private static boolean isSame(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  /// Statements that lead from what comes back to what runs, the newest first.
  private record Path(String since, List<Commits> steps, CommitTally tally) {

    Path after(Commits newer, CommitTally more) {
      return new Path(
          since, Stream.concat(Stream.of(newer), steps.stream()).toList(), tally.plus(more));
    }

    DecisionCommits.Range range(String image) {
      return new DecisionCommits.Range(
          image,
          since,
          steps.getFirst().commit(),
          tally.count(),
          tally.breaking(),
          tally.types(),
          steps.stream().map(Commits::id).toList());
    }
  }

  /// One search, with what it lacked.
  private static final class Search {

    private final ImageEvidence known;
    private final UUID service;
    private final EnvironmentClass where;
    private final Map<UUID, Commits> statements = new LinkedHashMap<>();
    private final Map<UUID, CommitTally> tallies = new LinkedHashMap<>();
    private String gap = "";

    Search(ImageEvidence known, ProposedChange change) {
      this.known = known;
      this.service = change.service().id().value();
      this.where = change.environment().environmentClass();
    }

    Optional<Path> between(Replaced image, @Nullable String comes) {
      var runs = image.running();
      if (comes == null) {
        return lacks("Give it with its digest: of a tag alone no commits are known.");
      }
      if (runs == null) {
        return lacks(
            "Nobody can tell which one digest runs; once a version is rolled out whole, commits count.");
      }
      var made = known.madeOf(service, runs, where, MOST_STATEMENTS + 1);
      if (made.size() > MOST_STATEMENTS) {
        return lacks(TOO_MANY);
      }
      var starts = starts(made);
      if (starts.isEmpty()) {
        return lacks(
            "Let a pipeline send evidence that names the commit of what runs (%s)."
                .formatted(named(runs)));
      }
      var said = known.commitsOf(service, comes, where, MOST_STATEMENTS + 1);
      if (said.isEmpty()) {
        return lacks(wish(comes, starts.getFirst()));
      }
      if (!collect(said, starts)) {
        return lacks(TOO_MANY);
      }
      Path strictest = null;
      for (var start : starts) {
        var path = strictest(said, start);
        if (path == null) {
          return lacks(
              "Its commits are told since %s, and %s runs. %s"
                  .formatted(
                      abbreviated(said.getFirst().since()),
                      abbreviated(start),
                      wish(comes, start)));
        }
        if (strictest == null || path.tally().isStricterThan(strictest.tally())) {
          strictest = path;
        }
      }
      return strictest == null || strictest.tally().isEmpty()
          ? lacks("Its commits are merges alone, which say nothing of what it brings.")
          : Optional.of(strictest);
    }

    private static String wish(String comes, String start) {
      return "Let a pipeline send evidence of kind commits of %s, since %s."
          .formatted(named(comes), abbreviated(start));
    }

    private Optional<Path> lacks(String what) {
      gap = what;
      return Optional.empty();
    }

    /// The commits that what runs was made of, each once: they differ where two commits make the
    /// same image, or somebody is wrong. Then all of them have to be reached.
    private static List<String> starts(List<String> named) {
      var starts = new ArrayList<String>();
      for (var commit : new TreeSet<>(named)) {
        // Sorted, so an abbreviation stands right before what it abbreviates.
        if (!starts.isEmpty() && commit.startsWith(starts.getLast())) {
          starts.removeLast();
        }
        starts.add(commit);
      }
      return starts;
    }

    /// Reads back from what comes until every way has arrived or ends.
    ///
    /// @return whether all of it was read
    private boolean collect(List<Commits> said, List<String> starts) {
      var next = said;
      for (var step = 0; step < MOST_STEPS && !next.isEmpty(); step++) {
        var before = new TreeSet<String>();
        for (var one : next) {
          if (statements.putIfAbsent(one.id(), one) == null) {
            tallies.put(one.id(), CommitTally.of(one.lines()));
            before.add(one.since());
          }
        }
        next = new ArrayList<>();
        for (var since : before) {
          if (statements.size() + next.size() > MOST_STATEMENTS) {
            return false;
          }
          if (starts.size() > 1 || !isSame(since, starts.getFirst())) {
            next.addAll(known.commitsUpTo(service, since, where, MOST_STATEMENTS + 1));
          }
        }
      }
      return next.stream().allMatch(one -> statements.containsKey(one.id()));
    }

    /// The strictest way back to a commit. Each round goes one image further; a way is replaced by
    /// a stricter one only, so it ends.
    private @Nullable Path strictest(List<Commits> said, String start) {
      var paths = new LinkedHashMap<UUID, Path>();
      for (var one : statements.values()) {
        if (isSame(one.since(), start)) {
          paths.put(one.id(), new Path(start, List.of(one), tally(one)));
        }
      }
      for (var step = 0; step < MOST_STEPS; step++) {
        if (!further(paths, start)) {
          break;
        }
      }
      Path strictest = null;
      for (var one : said) {
        var path = paths.get(one.id());
        if (path != null && (strictest == null || path.tally().isStricterThan(strictest.tally()))) {
          strictest = path;
        }
      }
      return strictest;
    }

    private boolean further(Map<UUID, Path> paths, String start) {
      var moved = false;
      for (var newer : statements.values()) {
        for (var older : statements.values()) {
          var rest = paths.get(older.id());
          if (rest == null
              || rest.steps().contains(newer)
              || isSame(newer.since(), start)
              || !isSame(newer.since(), older.commit())) {
            continue;
          }
          var way = rest.after(newer, tally(newer));
          var now = paths.get(newer.id());
          if (now == null || way.tally().isStricterThan(now.tally())) {
            paths.put(newer.id(), way);
            moved = true;
          }
        }
      }
      return moved;
    }

    private CommitTally tally(Commits one) {
      return tallies.getOrDefault(one.id(), CommitTally.NONE);
    }
  }
}
