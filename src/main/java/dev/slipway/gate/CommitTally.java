package dev.slipway.gate;

import dev.slipway.kernel.Plural;
import dev.slipway.policies.spi.ChangeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Commits by what they are, after Conventional Commits 1.0 (conventionalcommits.org): the type
/// before the colon, `!` or `BREAKING CHANGE` for what breaks others. Merges bring nothing of their
/// own and are left out.
///
/// @param types how many of each type; {@link #OTHER} is none that is known
/// @param breaking how many break what others rely on
record CommitTally(SortedMap<String, Integer> types, int breaking) {

  static final CommitTally NONE = new CommitTally(new TreeMap<>(), 0);

  /// What follows no type that is known.
  static final String OTHER = "other";

  private static final String FEATURE = "feat";
  private static final Set<String> FIXES = Set.of("fix", "revert", "perf");
  private static final Set<String> UPKEEP =
      Set.of("docs", "test", "ci", "chore", "build", "refactor", "style");

  /// No part of it can be read in two ways, so no subject makes it look twice.
  private static final Pattern SUBJECT =
      Pattern.compile("([A-Za-z]{1,20}+)(?:\\([^()]{1,100}+\\))?+(!)?+: .*+");

  private static final Pattern MERGE =
      Pattern.compile(
          "Merge (?:branch|branches|tag|tags|commit|commits|remote-tracking branch|pull request) .*+");

  private static final List<String> BREAKING = List.of("BREAKING CHANGE", "BREAKING-CHANGE");

  /// Counts the lines of one statement: first lines of commits, and after each those of its lines
  /// that begin with what breaks.
  static CommitTally of(List<String> lines) {
    var types = new TreeMap<String, Integer>();
    var breaking = 0;
    var counted = false;
    for (var line : lines) {
      var read = SUBJECT.matcher(line);
      var isConventional = read.matches();
      if (BREAKING.stream().noneMatch(line::startsWith)) {
        counted = false;
        if (!MERGE.matcher(line).matches()) {
          types.merge(isConventional ? known(read.group(1)) : OTHER, 1, Integer::sum);
        }
      }
      // One commit breaks once, however often it says so.
      if (!counted
          && ((isConventional && read.group(2) != null)
              || BREAKING.stream().anyMatch(line::contains))) {
        breaking++;
        counted = true;
      }
    }
    return new CommitTally(types, breaking);
  }

  private static String known(String type) {
    var lower = type.toLowerCase(Locale.ROOT);
    return lower.equals(FEATURE) || FIXES.contains(lower) || UPKEEP.contains(lower) ? lower : OTHER;
  }

  CommitTally plus(CommitTally more) {
    var sum = new TreeMap<>(types);
    more.types.forEach((type, count) -> sum.merge(type, count, Integer::sum));
    return new CommitTally(sum, breaking + more.breaking);
  }

  /// How many commits, without merges.
  int count() {
    return types.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Whether nothing can be told by it.
  boolean isEmpty() {
    return types.isEmpty() && breaking == 0;
  }

  /// What they make of a change that has a ticket: its fixes are linked to what they repair.
  ChangeClass changeClass() {
    if (breaking > 0 || types.containsKey(FEATURE) || types.containsKey(OTHER)) {
      return ChangeClass.FEATURE;
    }
    return of(FIXES) > 0 ? ChangeClass.FIX : ChangeClass.CHORE;
  }

  /// Whether the gate holds it back more than another: upkeep waits for a budget as features do,
  /// fixes do not ({@link GateCell}).
  boolean isStricterThan(CommitTally other) {
    return strictness() > other.strictness();
  }

  private int strictness() {
    return switch (changeClass()) {
      case FEATURE -> 2;
      case CHORE -> 1;
      default -> 0;
    };
  }

  /// What they are, such as `all fixes` or `2 of them features`.
  String words() {
    var single = count() == 1;
    return switch (changeClass()) {
      case FEATURE -> reasons(single);
      case CHORE -> single ? "upkeep" : "all upkeep";
      default -> single ? "a fix" : of(UPKEEP) == 0 ? "all fixes" : "fixes and upkeep";
    };
  }

  private String reasons(boolean single) {
    var reasons = new ArrayList<String>();
    add(reasons, breaking, "breaking", "breaking", single);
    add(reasons, of(Set.of(FEATURE)), "a feature", "features", single);
    add(reasons, of(Set.of(OTHER)), "of no known type", "of no known type", single);
    return String.join(", ", reasons);
  }

  private static void add(List<String> to, int count, String one, String many, boolean single) {
    if (count > 0) {
      var words = Plural.word(count, one, many);
      to.add(single ? words : count + " of them " + words);
    }
  }

  private int of(Set<String> some) {
    return types.entrySet().stream()
        .filter(type -> some.contains(type.getKey()))
        .mapToInt(type -> type.getValue())
        .sum();
  }
}
