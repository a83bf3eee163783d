package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.plans.spi.AnswerKeeper;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// "May this ship now?", asked without a plan. The answer is kept as evidence and binds nobody: the
/// start asks again.
@Service
public class Questions {

  private final Drafting drafting;
  private final Proposals proposals;
  private final Guards guards;
  private final AnswerKeeper keeper;
  private final TransactionTemplate transaction;

  Questions(
      Drafting drafting,
      Proposals proposals,
      Guards guards,
      AnswerKeeper keeper,
      PlatformTransactionManager transactions) {
    this.drafting = drafting;
    this.proposals = proposals;
    this.guards = guards;
    this.keeper = keeper;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// What the policies say of a change at this moment. Nobody needs the right to make the change.
  ///
  /// @param job the run of a pipeline that asks, as it names itself; null where it says nothing
  public Answered ask(ProposeChange wish, @Nullable String job, Actor asker) {
    var draft = drafting.draft(wish);
    var change = draft.prepared().change().askedBy(asker);
    return guards.asked(
        change,
        () -> Objects.requireNonNull(transaction.execute(_ -> answer(draft, wish, job, asker))));
  }

  private Answered answer(Draft draft, ProposeChange wish, @Nullable String job, Actor asker) {
    var prepared = draft.prepared();
    var asked =
        new AnswerKeeper.Asked(
            prepared.change().askedBy(asker),
            prepared.sentence(),
            prepared.from(),
            prepared.to(),
            job,
            proposals.told(draft, asker),
            wish.acknowledged());
    var kept = keeper.keep(asked, asker);
    return new Answered(kept.id(), kept.at(), asked.outcome(), asked.verdicts(), kept.again());
  }
}
