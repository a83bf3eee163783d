package dev.slipway.gate.web;

import dev.slipway.gate.DecisionCommits;
import dev.slipway.gate.DecisionEvidence;
import dev.slipway.gate.DecisionOutcome;
import dev.slipway.gate.GateDecision;
import dev.slipway.gate.GateMode;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.Plural;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.shell.Choice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One thing that the gate said, with what it knew then.
record DecisionPage(GateDecision decision) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Objectives", "/slo"), Choice.link("Decisions", DecisionFilter.PATH));
  }

  /// The class, and whose word it is.
  public String classWords() {
    var commits = decision.commits();
    return capital(decision.changeClass().words())
        + (decision.declared()
            ? ", as its requester calls it"
            : commits != null && commits.derived().equals(decision.changeClass().slug())
                ? ", by its commits"
                : "");
  }

  /// Such as `fix 2, docs 1`.
  public String types(DecisionCommits.Range one) {
    var types =
        one.types().entrySet().stream()
            .map(type -> type.getKey() + " " + type.getValue())
            .collect(Collectors.joining(", "));
    return one.breaking() == 0 ? types : types + ", breaking " + one.breaking();
  }

  /// Such as `3 commits after 1a2b3c4, up to 5d6e7f8`.
  public String range(DecisionCommits.Range one) {
    return "%s after %s, up to %s"
        .formatted(Plural.of(one.count(), "commit"), one.since(), one.commit());
  }

  /// What the commits make of it, and what was said beside them.
  public String derivedWords(DecisionCommits commits) {
    return "That makes it a %s%s%s."
        .formatted(
            words(commits.derived()),
            commits.ticket() == null ? "" : " with the ticket " + commits.ticket(),
            commits.called() == null
                ? ""
                : "; its requester called it a " + words(commits.called()));
  }

  private static String words(String slug) {
    return ChangeClass.ofSlug(slug).map(ChangeClass::words).orElse(slug);
  }

  public @Nullable String modeNote() {
    return switch (decision.mode()) {
      case ENFORCED -> null;
      case ADVISES -> "The gate only advises outside production" + would();
      case DRY_RUN -> "The gate was in a dry run and held nothing back" + would();
    };
  }

  private String would() {
    return decision.would() == decision.outcome()
        ? "."
        : "; enforced, it would have been: " + decision.would().words() + ".";
  }

  /// Whether the gate itself had no say.
  public boolean isWithoutBudget() {
    return decision.budget().isEmpty();
  }

  public boolean isEnforced() {
    return decision.mode() == GateMode.ENFORCED;
  }

  /// How the word of a policy looks.
  public String look(String outcome) {
    return DecisionOutcome.ofSlug(outcome).map(DecisionOutcome::look).orElse("unknown");
  }

  /// The word of a policy, such as `needs an approval`.
  public String word(String outcome) {
    return DecisionOutcome.ofSlug(outcome).map(DecisionOutcome::words).orElse(outcome);
  }

  public String used(DecisionEvidence one) {
    var consumed = one.consumed();
    return consumed == null ? "unknown" : Decimals.percentUsed(consumed);
  }

  /// Such as `13,551 of 25,920,000`.
  public String counted(DecisionEvidence one) {
    var bad = one.bad();
    var total = one.total();
    return bad == null || total == null
        ? "not counted"
        : number(bad, 0) + " of " + number(total, 0);
  }

  public String burn(DecisionEvidence one) {
    var burn = one.burn();
    return burn == null ? "unknown" : number(burn, 2);
  }

  public String promise(DecisionEvidence one) {
    return Decimals.plain(one.percent()) + " % over " + one.windowDays() + " days";
  }

  private static String number(BigDecimal value, int places) {
    return Decimals.isShort(value)
        ? String.format(
            Locale.ROOT, "%,." + places + "f", Decimals.rounded(value, places, RoundingMode.FLOOR))
        : "more than can be said";
  }

  static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
