package dev.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class CatalogCopyTests {

  private final CatalogReader reader = mock();
  private final PlatformTransactionManager transactions = mock();
  private final CatalogCopy copy = new CatalogCopy(reader, _ -> {}, transactions);
  private final CatalogSnapshot seven =
      CatalogSnapshot.of(7, List.of(), List.of(), List.of(), List.of());

  @Test
  void whoAsksWhileItIsReadAnewGetsTheNewOne() throws Exception {
    var reading = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    when(reader.all())
        .thenAnswer(_ -> {
          reading.countDown();
          goOn.await();
          return seven;
        });
    var first = Thread.ofPlatform().start(copy::now);
    reading.await();
    var answer = new AtomicReference<CatalogSnapshot>();
    var second = Thread.ofPlatform().start(() -> answer.set(copy.now()));
    await()
        .until(() ->
            second.getState() == Thread.State.WAITING
                || second.getState() == Thread.State.TERMINATED);
    goOn.countDown();
    first.join();
    second.join();

    assertThat(Objects.requireNonNull(answer.get()).revision()).isEqualTo(7);
  }

  @Test
  void aCallerInATransactionTakesNoSecondConnection() {
    when(reader.all()).thenReturn(seven);
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      assertThat(copy.now().revision()).isEqualTo(7);
    } finally {
      TransactionSynchronizationManager.setActualTransactionActive(false);
    }
    verify(transactions, never()).getTransaction(any());
  }

  @Test
  void aReadThatFailedIsTriedAgainByTheNextOne() {
    when(reader.all()).thenThrow(new IllegalStateException("the database is away"));
    org.assertj.core.api.Assertions.assertThatThrownBy(copy::now).hasMessageContaining("away");
    org.mockito.Mockito.doReturn(seven).when(reader).all();

    assertThat(copy.now().revision()).isEqualTo(7);
  }
}
