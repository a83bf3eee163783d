package dev.slipway.catalog;

import dev.slipway.kernel.PortalEvent;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The copy of the catalog that pages read. A change made here makes it old at once, one made by
/// another replica within two seconds. Not for decisions: those ask the database.
@Component
class CatalogCopy {

  private static final int CHECK_MILLIS = 2_000;

  private final CatalogReader reader;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate oneMoment;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile CatalogSnapshot snapshot = CatalogSnapshot.EMPTY;
  private final AtomicInteger asked = new AtomicInteger(1);
  private volatile int answered;

  CatalogCopy(
      CatalogReader reader,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.reader = reader;
    this.events = events;
    this.oneMoment = new TransactionTemplate(transactions);
    oneMoment.setReadOnly(true);
    oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  CatalogSnapshot now() {
    if (isOld()) {
      // With the connection that the caller holds: a second one each would empty the pool. What it
      // has not committed yet is nobody else's, so it is not kept.
      if (TransactionSynchronizationManager.isActualTransactionActive()) {
        return reader.all();
      }
      reload();
    }
    return snapshot;
  }

  private boolean isOld() {
    return asked.get() != answered;
  }

  @Order(Ordered.HIGHEST_PRECEDENCE)
  @TransactionalEventListener(fallbackExecution = true)
  void changedHere(PortalEvent event) {
    if (event instanceof CatalogChanged || event.subject().kind().equals("team")) {
      asked.incrementAndGet();
    }
  }

  @Scheduled(fixedDelay = CHECK_MILLIS)
  void look() {
    if (!isOld() && reader.revision() != snapshot.revision()) {
      asked.incrementAndGet();
    }
    if (isOld()) {
      reload();
    }
  }

  private void reload() {
    loading.lock();
    try {
      var ask = asked.get();
      if (ask == answered) {
        return;
      }
      snapshot = Objects.requireNonNull(oneMoment.execute(_ -> reader.all()));
      // Not before it is read: until then everybody waits here, and after a failure the next tries.
      answered = ask;
    } finally {
      loading.unlock();
    }
    events.publishEvent(new CatalogRefreshed(snapshot.revision()));
  }
}
