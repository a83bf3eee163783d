package dev.slipway.slo.web;

import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.ObjectiveDefinition;
import dev.slipway.slo.ObjectiveDetails;
import dev.slipway.slo.SliKind;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An objective as typed. A component that the form did not send is null.
///
/// @param service slug; like the environment, fixed once it is defined
/// @param kind slug of how it is counted: `events` or `ratio`
/// @param version of the definition that the person saw; null for a new one
record ObjectiveForm(
    @Nullable String service,
    @Nullable String environment,
    @Nullable String name,
    @Nullable String description,
    @Nullable String objective,
    @Nullable String windowDays,
    @Nullable String kind,
    @Nullable String errorQuery,
    @Nullable String totalQuery,
    @Nullable String rawQuery,
    @Nullable String datasource,
    @Nullable String gating,
    @Nullable String active,
    @Nullable String version,
    @Nullable String reason) {

  static final String RATIO = "ratio";
  private static final String WINDOW = "30";

  static ObjectiveForm of(ObjectiveDetails details) {
    var definition = details.definition();
    var indicator = definition.indicator();
    return new ObjectiveForm(
        details.summary().service().slug(),
        details.summary().environment().slug(),
        definition.name(),
        definition.description(),
        Decimals.plain(definition.objective()),
        Integer.toString(definition.windowDays()),
        indicator.kind() == SliKind.RAW_RATIO ? RATIO : "events",
        indicator.errorQuery(),
        indicator.totalQuery(),
        indicator.rawQuery(),
        definition.datasource().toString(),
        definition.gating() ? "true" : null,
        null,
        Integer.toString(details.version()),
        null);
  }

  /// What a new one begins with: nothing chosen, and the usual window.
  ObjectiveForm begun() {
    return new ObjectiveForm(
        service,
        environment,
        name,
        description,
        objective,
        WINDOW,
        kind,
        errorQuery,
        totalQuery,
        rawQuery,
        datasource,
        "true",
        "true",
        null,
        null);
  }

  /// @throws FieldRefused for the first field that cannot be taken
  ObjectiveDefinition definition() {
    return new ObjectiveDefinition(
        text(name),
        text(description),
        number("objective", "The objective", objective, "a percentage, such as 99.9"),
        days(),
        indicator(),
        "true".equals(gating),
        source());
  }

  boolean isRatio() {
    return RATIO.equals(kind);
  }

  boolean isActive() {
    return "true".equals(active);
  }

  int seen() {
    return Decimals.read(text(version)).flatMap(ObjectiveForm::whole).orElse(0);
  }

  public String typed(String field) {
    return switch (field) {
      case "service" -> text(service);
      case "environment" -> text(environment);
      case "name" -> text(name);
      case "description" -> text(description);
      case "objective" -> text(objective);
      case "windowDays" -> text(windowDays);
      case "kind" -> isRatio() ? RATIO : "events";
      case "errorQuery" -> text(errorQuery);
      case "totalQuery" -> text(totalQuery);
      case "rawQuery" -> text(rawQuery);
      case "datasource" -> text(datasource);
      case "version" -> text(version);
      case "reason" -> text(reason);
      default -> throw new IllegalArgumentException("the form has no " + field);
    };
  }

  private Indicator indicator() {
    return isRatio()
        ? Indicator.rawRatio(text(rawQuery))
        : Indicator.events(text(errorQuery), text(totalQuery));
  }

  private UUID source() {
    try {
      return UUID.fromString(text(datasource));
    } catch (IllegalArgumentException _) {
      throw new FieldRefused("datasource", "Choose where its events are counted.");
    }
  }

  private int days() {
    var expected = "whole days, such as 30";
    return whole(number("windowDays", "The window", windowDays, expected))
        .orElseThrow(() -> refused("windowDays", "The window", windowDays, expected));
  }

  /// Empty where it is none, or one that wraps round.
  private static Optional<Integer> whole(BigDecimal number) {
    try {
      return Optional.of(number.intValueExact());
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static BigDecimal number(
      String field, String what, @Nullable String typed, String expected) {
    return Decimals.read(text(typed).replaceAll("\\s*%$", ""))
        .orElseThrow(() -> refused(field, what, typed, expected));
  }

  private static FieldRefused refused(
      String field, String what, @Nullable String typed, String expected) {
    return new FieldRefused(
        field, "%s is \"%s\" (expected: %s).".formatted(what, text(typed), expected));
  }

  static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
