package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import java.math.BigDecimal;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an objective promises and how that is counted.
///
/// @param name unique within service and environment
/// @param objective percent of events that must be good, above 0 and below 100, of at most six
///   places: at 100 nothing may ever be bad, and every division by that is infinite
/// @param windowDays length of the rolling window, 1 to 90
/// @param gating whether a gate asks it while it is active
/// @param datasource where its events are counted
public record ObjectiveDefinition(
    String name,
    String description,
    BigDecimal objective,
    int windowDays,
    Indicator indicator,
    boolean gating,
    UUID datasource) {

  /// The name that forms and the API give each query.
  static final String ERROR_QUERY = "errorQuery";

  static final String TOTAL_QUERY = "totalQuery";
  static final String RAW_QUERY = "rawQuery";

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_DESCRIPTION = 1000;
  private static final int LONGEST_QUERY = 4000;
  private static final int LONGEST_WINDOW = 90;
  private static final int PLACES = 6;
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\r\n\t]]");

  public ObjectiveDefinition {
    name =
        OneLine.of(name, LONGEST_NAME)
            .orElseThrow(() ->
                new FieldRefused(
                    "name", "An objective's name has 1 to 80 visible characters on one line."));
    description = text("description", description.strip(), LONGEST_DESCRIPTION);
    objective = percent(objective);
    if (windowDays < 1 || windowDays > LONGEST_WINDOW) {
      throw new FieldRefused(
          "windowDays",
          "A window has 1 to 90 days, not %d. 28 days always hold four weekends."
              .formatted(windowDays));
    }
    query(ERROR_QUERY, indicator.errorQuery());
    query(TOTAL_QUERY, indicator.totalQuery());
    query(RAW_QUERY, indicator.rawQuery());
  }

  /// The share of events that may be bad, such as 0.001.
  BigDecimal allowed() {
    return BigDecimal.valueOf(100).subtract(objective).movePointLeft(2);
  }

  private static BigDecimal percent(BigDecimal objective) {
    if (!Decimals.isShort(objective)
        || objective.signum() <= 0
        || objective.compareTo(BigDecimal.valueOf(100)) >= 0
        || objective.stripTrailingZeros().scale() > PLACES) {
      throw new FieldRefused(
          "objective",
          "An objective is a percentage above 0 and below 100 of at most 6 places, such as 99.9."
              + " At 100 no budget is left to reckon with.");
    }
    return objective.stripTrailingZeros();
  }

  private static void query(String field, @Nullable String query) {
    if (query == null) {
      return;
    }
    if (query.isBlank()) {
      throw new FieldRefused(field, "Give the query, with {{.window}} where the range stands.");
    }
    var _ = text(field, query, LONGEST_QUERY);
  }

  private static String text(String field, String text, int longest) {
    if (text.length() > longest) {
      throw new FieldRefused(
          field, "Use at most %d characters; this has %d.".formatted(longest, text.length()));
    }
    if (INVISIBLE.matcher(text).find()) {
      throw new FieldRefused(
          field, "Leave out characters that cannot be seen or that turn the direction of text.");
    }
    return text;
  }
}
