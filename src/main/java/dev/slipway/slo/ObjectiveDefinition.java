package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.kernel.ProblemType;
import dev.slipway.slo.formats.FindingCode;
import dev.slipway.slo.formats.IndicatorFindings;
import java.math.BigDecimal;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private static final Pattern WINDOW = Pattern.compile("\\{\\{ *\\.window *}}");
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

  /// Whether a gate may let more pass by this definition than by the former one: less is promised,
  /// something else is counted, elsewhere or over another time, or no gate asks it.
  boolean mayLoosen(ObjectiveDefinition former) {
    return !gating
        || objective.compareTo(former.objective) < 0
        || windowDays != former.windowDays
        || !indicator.equals(former.indicator)
        || !datasource.equals(former.datasource);
  }

  /// With what a finding says should stand in its queries.
  ///
  /// @throws DomainFailure CONFLICT if the code names no repair of it
  ObjectiveDefinition repaired(String code) {
    var repaired =
        IndicatorFindings.of(indicator).stream()
            .filter(found -> found.code().name().equals(code))
            .flatMap(found -> Stream.ofNullable(found.repaired()))
            .findFirst()
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.CONFLICT,
                    "There is nothing to take over any more. Look at the objective again."));
    return new ObjectiveDefinition(
        name, description, objective, windowDays, repaired, gating, datasource);
  }

  /// @throws FieldRefused for a fault that keeps it from counting
  void requireSound() {
    IndicatorFindings.of(indicator).stream()
        .filter(one -> one.code().severity() == FindingCode.Severity.ERROR)
        .findFirst()
        .ifPresent(fault -> {
          throw new FieldRefused(
              indicator.kind() == SliKind.EVENTS ? ERROR_QUERY : RAW_QUERY, fault.sentence());
        });
  }

  /// @throws FieldRefused for a query that asks for one range whatever the window is
  void requireWindow() {
    requireWindow(ERROR_QUERY, indicator.errorQuery());
    requireWindow(TOTAL_QUERY, indicator.totalQuery());
    requireWindow(RAW_QUERY, indicator.rawQuery());
  }

  private static void requireWindow(String field, @Nullable String query) {
    if (query != null && !WINDOW.matcher(query).find()) {
      throw new FieldRefused(
          field,
          "The query asks for one range only, so every window would show the same. Write"
              + " {{.window}} where the range stands, such as [{{.window}}].");
    }
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
