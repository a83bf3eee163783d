package dev.slipway.catalog;

import dev.slipway.kernel.PortalEvent;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/// The copy of the catalog that pages read. A change made here makes it old at once, one made by
/// another replica within two seconds.
@Component
class CatalogCopy {

  private static final int CHECK_MILLIS = 2_000;

  private final CatalogReader reader;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate oneMoment;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile CatalogSnapshot snapshot = CatalogSnapshot.EMPTY;
  private volatile boolean old = true;

  CatalogCopy(
      CatalogReader reader,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.reader = reader;
    this.events = events;
    this.oneMoment = new TransactionTemplate(transactions);
    oneMoment.setReadOnly(true);
    oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    oneMoment.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  CatalogSnapshot now() {
    if (old) {
      reload();
    }
    return snapshot;
  }

  @Order(Ordered.HIGHEST_PRECEDENCE)
  @TransactionalEventListener(fallbackExecution = true)
  void changedHere(PortalEvent event) {
    if (event instanceof CatalogChanged || event.subject().kind().equals("team")) {
      old = true;
    }
  }

  @Scheduled(fixedDelay = CHECK_MILLIS)
  void look() {
    if (old || reader.revision() != snapshot.revision()) {
      old = true;
      reload();
    }
  }

  private void reload() {
    loading.lock();
    try {
      if (!old) {
        return;
      }
      old = false;
      snapshot = read();
    } finally {
      loading.unlock();
    }
    events.publishEvent(new CatalogRefreshed(snapshot.revision()));
  }

  private CatalogSnapshot read() {
    try {
      return java.util.Objects.requireNonNull(oneMoment.execute(_ -> reader.all()));
    } catch (RuntimeException failed) {
      old = true;
      throw failed;
    }
  }
}
