package dev.slipway.clusters;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells people once at each stage that the credentials of a cluster come to their end, and once
/// that its API server does not accept them any more. The database decides, so that of several
/// replicas one tells.
@Component
class ExpiryWarnings {

  /// How long before the end; the last is the end itself.
  private static final List<Duration> STAGES =
      List.of(Duration.ofDays(14), Duration.ofDays(3), Duration.ZERO);

  private final ClusterRepository clusters;
  private final ClusterWatch watch;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  ExpiryWarnings(
      ClusterRepository clusters,
      ClusterWatch watch,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.clusters = clusters;
    this.watch = watch;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  void round(Collection<ClusterRepository.Row> rows) {
    for (var row : rows) {
      if (row.expiresAt() != null) {
        transaction.executeWithoutResult(_ -> warn(row));
      }
      if (watch.sight(row.id()).turnedAway()) {
        transaction.executeWithoutResult(_ -> warnOfRefusal(row));
      }
    }
  }

  private void warnOfRefusal(ClusterRepository.Row row) {
    if (clusters.tellRefused(row.id(), STAGES.size() + 1)) {
      events.publishEvent(new CredentialsRefused(row));
    }
  }

  /// The nearest stage alone: whoever enters credentials that last an hour is warned once.
  private void warn(ClusterRepository.Row row) {
    for (var stage = STAGES.size(); stage > 0; stage--) {
      var within = STAGES.get(stage - 1);
      if (clusters.tell(row.id(), stage, within)) {
        events.publishEvent(new CredentialsExpire(row, within.isZero()));
        return;
      }
    }
  }
}
