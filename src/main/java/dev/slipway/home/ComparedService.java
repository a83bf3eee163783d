package dev.slipway.home;

import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.Placement;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One service in two environments.
///
/// @param from null where it has no place in the first
/// @param to null where it has no place in the second
/// @param promote whether and how what runs in the first may come to the second
public record ComparedService(
    ServiceView service,
    @Nullable Side from,
    @Nullable Side to,
    Set<Difference> differences,
    Promote promote) {

  /// What is seen of it in one environment.
  ///
  /// @param template first letters of the hash of its pod template, or empty if it is not seen now
  /// @param configuration hash of its ConfigMaps, or empty if nobody asked the cluster lately
  public record Side(Placement placement, Cell cell, String template, String configuration) {

    /// How many pods are wanted, as text; empty if that is not known.
    public String wanted() {
      return cell.ready().substring(cell.ready().indexOf('/') + 1);
    }

    boolean isKnown() {
      return cell.version().isKnown();
    }
  }

  /// Whether what runs in the first environment may come to the second.
  ///
  /// @param image what would be planned: the tag to read, the digest that decides
  /// @param whyNot empty if nothing is in the way
  /// @param planned page of the plan or deployment that brings it already, or empty
  public record Promote(String image, String whyNot, String planned) {

    static final Promote NOTHING = new Promote("", "", "");

    /// Whether there is anything to bring over, be it allowed or not.
    public boolean makesSense() {
      return !image.isEmpty();
    }

    public boolean can() {
      return makesSense() && whyNot.isEmpty() && planned.isEmpty();
    }
  }

  /// Whether it runs in both and not alike.
  public boolean isDifferent() {
    return differences.stream()
        .anyMatch(one -> one != Difference.UNKNOWN && one != Difference.ONE_SIDE);
  }

  public boolean isAlone() {
    return from == null || to == null;
  }

  /// Whether nobody has read lately what both sides are configured with.
  boolean isUnread() {
    return from != null
        && to != null
        && (from.configuration().isEmpty() || to.configuration().isEmpty());
  }

  public boolean hasOtherTemplate() {
    return differences.contains(Difference.TEMPLATE);
  }

  /// Real differences first, what runs in one alone last.
  int order() {
    return isDifferent() ? 0 : isAlone() ? 2 : 1;
  }

  /// Whether one side shows only what was last seen, so that a difference is one of memory.
  public boolean isStale() {
    return (from != null && from.cell().stale()) || (to != null && to.cell().stale());
  }

  static Set<Difference> between(@Nullable Side from, @Nullable Side to) {
    Set<Difference> found = EnumSet.noneOf(Difference.class);
    if (from == null || to == null) {
      found.add(Difference.ONE_SIDE);
      return found;
    }
    if (!from.isKnown() || !to.isKnown()) {
      found.add(Difference.UNKNOWN);
      return found;
    }
    var same = sameVersion(from.cell().version(), to.cell().version());
    if (same == null) {
      found.add(Difference.UNKNOWN);
    } else if (!same) {
      found.add(Difference.VERSION);
    }
    if (!from.wanted().equals(to.wanted())) {
      found.add(Difference.REPLICAS);
    }
    if (Boolean.TRUE.equals(same) && differ(from.template(), to.template())) {
      found.add(Difference.TEMPLATE);
    }
    if (differ(from.configuration(), to.configuration())) {
      found.add(Difference.CONFIGURATION);
    }
    return found;
  }

  /// What is not known is no difference.
  private static boolean differ(String one, String other) {
    return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
  }

  /// Digests decide where both are known, whatever the tags say; null if nobody can tell.
  static @Nullable Boolean sameVersion(Version one, Version other) {
    if (one.digest() != null && other.digest() != null) {
      return one.digest().equals(other.digest());
    }
    if (!one.tag().equals(other.tag())) {
      return false;
    }
    return (one.tag().isEmpty() || one.tag().equals("latest")) ? null : Boolean.TRUE;
  }

  /// "version 1.0.0 and 1.0.1", in words for people who do not see the sides.
  public String words() {
    var text = new StringBuilder();
    for (var one : differences) {
      text.append(text.isEmpty() ? "" : ", ").append(word(one));
    }
    return text.toString();
  }

  private String word(Difference one) {
    return one == Difference.VERSION
            && from != null
            && to != null
            && from.cell().version().tag().equals(to.cell().version().tag())
        ? "same tag, other digest"
        : one.word();
  }
}
