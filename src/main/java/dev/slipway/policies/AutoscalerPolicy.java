package dev.slipway.policies;

import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Under a HorizontalPodAutoscaler a count would not last, so its bounds are offered instead.
@Component
@Order(60)
class AutoscalerPolicy implements ChangePolicy {

  private static final String NAME = "autoscaler";

  @Override
  public List<Verdict> judge(ProposedChange change) {
    if (change.kind() != ChangeKind.SCALE) {
      return List.of();
    }
    var beside = change.facts().beside();
    if (beside != null) {
      return List.of(madeOrGone(change, beside));
    }
    var autoscaler = change.facts().autoscaler();
    if (autoscaler == null) {
      return change.facts().bounds()
          ? List.of(
              new Verdict.Block(
                  NAME,
                  "No autoscaler owns the count of " + change.service().name() + ".",
                  "Scale to a count, or give a CPU target as well to make one."))
          : List.of();
    }
    if (change.facts().bounds()) {
      return List.of(
          new Verdict.Allow(NAME, "Changes the bounds of the autoscaler " + autoscaler + "."));
    }
    if (change.facts().replicas() != null && change.facts().replicas() == 0) {
      return List.of(
          new Verdict.Allow(
              NAME,
              "At 0 the autoscaler "
                  + autoscaler
                  + " rests. It goes on once the count is set to 1 or more by hand."));
    }
    return List.of(
        new Verdict.Block(
            NAME,
            "The autoscaler "
                + autoscaler
                + " owns the count: it would overwrite another one within seconds.",
            "Change its bounds instead, or scale to 0 to stop the service."));
  }

  private static Verdict madeOrGone(ProposedChange change, ChangeFacts.Beside beside) {
    var owner = change.facts().autoscaler();
    if (beside.what() == ChangeFacts.What.OLD_AUTOSCALER) {
      return new Verdict.Allow(
          NAME,
          "Once the autoscaler "
              + beside.name()
              + " is gone, the count stays as it is until somebody changes it.");
    }
    return owner == null
        ? new Verdict.Allow(
            NAME, "From then on the autoscaler " + beside.name() + " owns the count.")
        : new Verdict.Block(
            NAME,
            "The autoscaler "
                + owner
                + " owns the count already: two would work against each other.",
            "Change its bounds instead.");
  }
}
