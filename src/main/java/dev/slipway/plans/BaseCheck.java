package dev.slipway.plans;

import dev.slipway.clusters.ClusterGateway;
import java.time.Duration;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// People decide on a base that was read a minute ago at most: an older one is read again before a
/// plan is put before them. Outside any transaction.
@Component
class BaseCheck {

  private static final Duration FRESH = Duration.ofSeconds(60);

  private final PlanRows rows;
  private final ClusterGateway gateway;
  private final Actions actions;
  private final BoundConfiguration configuration;
  private final DatabaseTime time;
  private final TransactionTemplate transaction;

  BaseCheck(
      PlanRows rows,
      ClusterGateway gateway,
      Actions actions,
      BoundConfiguration configuration,
      DatabaseTime time,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.gateway = gateway;
    this.actions = actions;
    this.configuration = configuration;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  void requireFresh(PlanId id) {
    var plan = Objects.requireNonNull(transaction.execute(_ -> rows.plan(id)));
    var now = Objects.requireNonNull(transaction.execute(_ -> time.now()));
    if (Duration.between(plan.createdAt, now).compareTo(FRESH) <= 0) {
      return;
    }
    var live =
        gateway
            .read(plan.target.ref())
            .orElseThrow(() -> Proposals.stale(plan.target.ref() + " is not in the cluster"));
    var content = PlanContent.forAction(plan.contentTree(), null);
    if (!live.uid().equals(plan.target.objectUid())
        || !actions.of(plan.kind).baseHash(content, live).equals(plan.target.baseHash())) {
      throw Proposals.stale("what runs has changed since the plan was made");
    }
    configuration
        .changed(plan, live)
        .ifPresent(why -> {
          throw Proposals.stale(why);
        });
  }
}
