package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.Inbox;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.SlipwayTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What whoever approves a plan reads beside its title.
@SlipwayTest
class PlanTermsTests {

  @Autowired ApplicationContext context;
  @Autowired Inbox inbox;

  @Test
  void anApprovalTellsWhenItStartsItsTicketAndWhatStays() {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);
    var submitted = stage.plans.submit(plan.id, Stage.actor(stage.ada));

    var request = Objects.requireNonNull(submitted.approval());
    var terms = inbox.item(request, Stage.actor(stage.mira)).terms();

    assertThat(terms.getFirst())
        .isEqualTo(
            submitted.startWhenApproved()
                ? "Starts when approved (" + stage.ada.name() + "'s choice)."
                : "Waits to be started once it is approved.");
    assertThat(terms.contains("Ticket " + submitted.ticket() + "."))
        .isEqualTo(submitted.ticket() != null);
    assertThat(terms.stream().filter(term -> term.startsWith("Not undone by a rollback: ")))
        .hasSize(
            (int)
                submitted.notUndone().stream().filter(line -> !line.startsWith("Nothing")).count());
  }
}
