package dev.slipway.policies;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What has to be proven of every image that a rollout brings.
///
/// @param kinds evidence that must be there and passed
/// @param minimumCoverage percent; 0 asks for none
/// @param blockedFrom a finding as bad as this or worse blocks; null lets every finding pass
public record EvidenceRule(
    Set<EvidenceKind> kinds, int minimumCoverage, @Nullable Severity blockedFrom) {

  public static final EvidenceRule NONE = new EvidenceRule(Set.of(), 0, null);

  public EvidenceRule {
    kinds = Set.copyOf(kinds);
    if (minimumCoverage < 0 || minimumCoverage > 100) {
      throw new FieldRefused(
          "minimumCoverage",
          "The least coverage is " + minimumCoverage + " (expected: 0 to 100 percent).");
    }
  }

  /// Everything that must be there, in the order of a pipeline: a bound on a measure needs what is
  /// measured, because what is not known is not well.
  public List<EvidenceKind> needed() {
    var needed = EnumSet.noneOf(EvidenceKind.class);
    needed.addAll(kinds);
    if (minimumCoverage > 0) {
      needed.add(EvidenceKind.COVERAGE);
    }
    if (blockedFrom != null) {
      needed.add(EvidenceKind.SCAN);
    }
    return List.copyOf(needed);
  }

  public boolean asks() {
    return !needed().isEmpty();
  }

  /// Whether an image gets through more easily than under `other`, in any respect.
  boolean isLooserThan(EvidenceRule other) {
    return !needed().containsAll(other.needed())
        || minimumCoverage < other.minimumCoverage
        || (other.blockedFrom != null
            && (blockedFrom == null || blockedFrom.compareTo(other.blockedFrom) < 0));
  }

  /// Such as `tests and scan passed, coverage of 80 % or more, no critical findings`.
  public String words() {
    if (!asks()) {
      return "no evidence";
    }
    var parts = new ArrayList<String>();
    parts.add(names(needed()) + " passed");
    if (minimumCoverage > 0) {
      parts.add("coverage of " + minimumCoverage + " % or more");
    }
    if (blockedFrom != null) {
      parts.add("no " + blockedFrom.slug() + (isWorst() ? "" : " or worse") + " finding");
    }
    return String.join(", ", parts);
  }

  private boolean isWorst() {
    return blockedFrom == Severity.CRITICAL;
  }

  private static String names(Collection<EvidenceKind> kinds) {
    return kinds.stream().map(EvidenceKind::words).collect(Collectors.joining(", "));
  }
}
