package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.slo.Budgets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What the gate would say of changes that nobody has planned yet.
@Service
public class GateOutlooks {

  private static final List<ChangeClass> SHOWN =
      List.of(
          ChangeClass.FEATURE,
          ChangeClass.CRITICAL_FEATURE,
          ChangeClass.FIX,
          ChangeClass.SECURITY,
          ChangeClass.ROLLBACK);

  private final Budgets budgets;
  private final GateWords words;
  private final DryRuns runs;

  GateOutlooks(Budgets budgets, GateWords words, DryRuns runs) {
    this.budgets = budgets;
    this.words = words;
    this.runs = runs;
  }

  /// Empty where no objective gates.
  @Transactional(readOnly = true)
  public Optional<GateOutlook> of(ServiceView service, EnvironmentView environment) {
    var standing = budgets.standing(service.id(), environment.id());
    var state = standing.state();
    if (state == null) {
      return Optional.empty();
    }
    var mode = runs.mode(service, environment);
    var lines =
        SHOWN.stream()
            .map(shown -> line(shown, GateCell.of(shown, state, standing.burnsFast()), mode))
            .toList();
    var held = GateCell.of(ChangeClass.FEATURE, state, standing.burnsFast()) == GateCell.BLOCK;
    return Optional.of(
        new GateOutlook(
            mode,
            words.now(standing, state),
            lines,
            held && mode == GateMode.ENFORCED ? words.reopens(standing).orElse(null) : null));
  }

  private static GateOutlook.Line line(ChangeClass changeClass, GateCell cell, GateMode mode) {
    var name = changeClass.words();
    var binds = mode == GateMode.ENFORCED;
    return new GateOutlook.Line(
        Character.toUpperCase(name.charAt(0)) + name.substring(1),
        binds ? word(cell) : advice(cell) + (mode == GateMode.DRY_RUN ? " (dry run)" : ""),
        binds || look(cell).equals("healthy") ? look(cell) : "warning");
  }

  /// Where nothing is held, what would be.
  private static String advice(GateCell cell) {
    return switch (cell) {
      case ALLOW, NOTE, REVIEW -> word(cell);
      case APPROVAL -> "would need an approver";
      case OWNER -> "would need an owner of the environment";
      case BLOCK -> "would wait";
    };
  }

  private static String word(GateCell cell) {
    return switch (cell) {
      case ALLOW -> "goes";
      case NOTE -> "goes, with a note that nothing is known";
      case REVIEW -> "goes, together with a review";
      case APPROVAL -> "needs an approver";
      case OWNER -> "needs an owner of the environment";
      case BLOCK -> "waits";
    };
  }

  private static String look(GateCell cell) {
    return switch (cell) {
      case ALLOW -> "healthy";
      case NOTE, REVIEW -> "warning";
      case APPROVAL, OWNER -> "waiting";
      case BLOCK -> "failed";
    };
  }
}
