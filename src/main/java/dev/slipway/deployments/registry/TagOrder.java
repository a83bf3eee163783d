package dev.slipway.deployments.registry;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Orders tags as people number versions: `1.10.0` is newer than `1.9.0`, and `1.10.0-rc1` is not
/// yet `1.10.0`.
final class TagOrder {

  private static final Pattern PART = Pattern.compile("\\d++|[A-Za-z]++");

  static final Comparator<String> NEWEST_FIRST = TagOrder::newestFirst;

  private TagOrder() {}

  private static int newestFirst(String a, String b) {
    return -Integer.signum(compare(parts(a), parts(b)));
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = comparePart(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    if (a.size() == b.size()) {
      return 0;
    }
    var rest = a.size() > b.size() ? a.get(b.size()) : b.get(a.size());
    int longer = a.size() > b.size() ? 1 : -1;
    return Character.isDigit(rest.charAt(0)) ? longer : -longer;
  }

  private static int comparePart(String a, String b) {
    boolean numberA = Character.isDigit(a.charAt(0));
    boolean numberB = Character.isDigit(b.charAt(0));
    if (numberA && numberB) {
      return new BigInteger(a).compareTo(new BigInteger(b));
    }
    return numberA == numberB ? a.compareTo(b) : numberA ? 1 : -1;
  }

  private static List<String> parts(String tag) {
    return PART.matcher(tag).results().map(MatchResult::group).toList();
  }
}
