package dev.slipway.slo.formats;

import dev.slipway.kernel.Decimals;
import dev.slipway.slo.Target;
import java.math.BigDecimal;
import java.util.List;

/// What an objective asks for, as files write it: in percent, or as a share.
final class Percentage {

  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  private Percentage() {}

  /// @throws ObjectiveRefused if it is no number, or none that an objective may ask for
  static Target percent(String text, int line) {
    return target(number(text, line), text, line);
  }

  /// Of a share such as 0.999.
  ///
  /// @throws ObjectiveRefused if it is no number, or none that an objective may ask for
  static Target share(String text, int line) {
    var share = number(text, line);
    if (share.compareTo(BigDecimal.ONE) > 0) {
      throw refused(
          line,
          text,
          "A target in OpenSLO is a share between 0 and 1.",
          "Write it as targetPercent, or divide it by 100.");
    }
    return target(share.movePointRight(2), text, line);
  }

  private static BigDecimal number(String text, int line) {
    return Decimals.read(text)
        .orElseThrow(() ->
            refused(
                line,
                text,
                "It is no number that anybody can mean.",
                "Write a percentage such as 99.9."));
  }

  private static Target target(BigDecimal percent, String text, int line) {
    if (percent.compareTo(ALL) >= 0) {
      throw refused(
          line,
          text,
          "At 100 % nothing may fail: the budget is 0, and one bad event makes its use infinite.",
          "Ask for less than 100, such as 99.99.");
    }
    if (percent.signum() <= 0) {
      throw refused(line, text, "It asks for nothing.", "Write a percentage over 0, such as 99.9.");
    }
    if (!Target.isOne(percent)) {
      throw refused(
          line,
          text,
          "It has more than six places, and the portal keeps six.",
          "Round it to six places after the point.");
    }
    return new Target(percent);
  }

  /// What there is to say about one that may be asked for.
  static List<SloFinding> findings(Target target, int line) {
    if (target.percent().compareTo(BigDecimal.ONE) >= 0) {
      return List.of();
    }
    var meant = target.percent().movePointRight(2);
    return List.of(
        SloFinding.of(
                FindingCode.OBJECTIVE_IS_SHARE,
                "Line %d: the objective is %s.".formatted(line, target),
                "Nearly every event may be bad then; a share was probably typed for a percentage.",
                "If so, change it to %s.".formatted(Decimals.plain(meant)))
            .withRepair(Decimals.plain(meant)));
  }

  private static ObjectiveRefused refused(int line, String text, String why, String todo) {
    var shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return new ObjectiveRefused(
        FindingCode.OBJECTIVE_REFUSED,
        "Line %d: the objective is \"%s\".".formatted(line, shown),
        why,
        todo);
  }
}
