package dev.slipway.policies;

import dev.slipway.policies.spi.AskingPolicy;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.Heard;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Judges proposed changes by every rule there is, at planning and again at the claim.
@Service
public class Policies {

  private final List<ChangePolicy> policies;
  private final PolicyGate gate;

  Policies(List<ChangePolicy> policies, PolicyGate gate) {
    this.policies = List.copyOf(policies);
    this.gate = gate;
  }

  /// Every verdict, the gravest first. Inside a transaction it holds until that one ends: a freeze,
  /// lock or policy that is written meanwhile waits.
  @Transactional
  public List<Verdict> judge(ProposedChange change) {
    gate.judging();
    return told(change);
  }

  /// The same for somebody who only reads: nothing waits for it, and it may be over when it is
  /// read.
  @Transactional(readOnly = true)
  public List<Verdict> told(ProposedChange change) {
    return policies.stream()
        .flatMap(policy -> policy.judge(change).stream())
        .sorted(Comparator.comparingInt(Policies::gravity))
        .toList();
  }

  /// Lets every policy ask what it has to ask elsewhere, outside any transaction, and then does the
  /// step that judges the change by what they heard.
  public <T> T asked(ProposedChange change, Supplier<T> step) {
    var heard =
        policies.stream()
            .filter(AskingPolicy.class::isInstance)
            .flatMap(policy -> ((AskingPolicy) policy).ask(change).stream())
            .toList();
    return heard.isEmpty() ? step.get() : Heard.during(heard, step);
  }

  /// Of many changes, in the order given, what closes them now and will pass: freezes and locks.
  /// Each is read once, however many changes there are.
  @Transactional(readOnly = true)
  public List<List<Verdict.Block>> closing(List<ProposedChange> changes) {
    var passing =
        policies.stream()
            .filter(PassingPolicy.class::isInstance)
            .map(policy -> ((PassingPolicy) policy).asOfNow())
            .toList();
    return changes.stream()
        .map(change ->
            passing.stream()
                .flatMap(policy -> policy.apply(change).stream())
                .filter(Verdict.Block.class::isInstance)
                .map(Verdict.Block.class::cast)
                .toList())
        .toList();
  }

  private static int gravity(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Block _ -> 0;
      case Verdict.NeedsApproval _ -> 1;
      case Verdict.AllowWithCondition _ -> 2;
      case Verdict.Allow _ -> 3;
    };
  }
}
