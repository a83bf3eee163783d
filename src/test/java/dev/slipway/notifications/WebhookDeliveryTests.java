package dev.slipway.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.notifications.NotificationView.State;
import dev.slipway.runtime.Sealing;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Deliveries to a server on loopback.
@SlipwayTest
class WebhookDeliveryTests {

  private static final String SECRET = "a secret of the receiver";

  @Autowired Notifications notifications;
  @Autowired NotificationRepository repository;
  @Autowired Delivery delivery;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transaction;
  @Autowired Sealing sealing;
  @Autowired JdbcClient jdbc;

  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
  private volatile CountDownLatch hanging = new CountDownLatch(0);
  private HttpServer server;

  record Received(String id, String timestamp, String signature, String body) {}

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var headers = exchange.getRequestHeaders();
          received.add(
              new Received(
                  Objects.requireNonNull(headers.getFirst(Delivery.ID)),
                  Objects.requireNonNull(headers.getFirst(Delivery.TIMESTAMP)),
                  Objects.requireNonNull(headers.getFirst(Delivery.SIGNATURE)),
                  body));
          hang();
          int status = answers.isEmpty() ? 200 : answers.removeFirst();
          if (status == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    point("http://127.0.0.1:" + server.getAddress().getPort() + "/hook/secret-path");
  }

  @AfterEach
  void silence() {
    hanging.countDown();
    server.stop(0);
    jdbc.sql("delete from webhook").update();
  }

  @Test
  void whatHappenedIsToldOnceItsTransactionIsCommitted() {
    var title = "Roll out " + UuidV7.next();

    transaction.executeWithoutResult(_ -> events.publishEvent(new Requested(title)));

    await().atMost(Duration.ofSeconds(30)).until(() -> told(title) == 1);
    var one = received.stream().filter(r -> r.body().contains(title)).findFirst().orElseThrow();
    assertThat(one.body()).startsWith("{\"text\":\"Waits for approval: ");
    assertThat(one.signature())
        .isEqualTo(
            SignedPost.signature(
                SECRET,
                Long.parseLong(one.timestamp()),
                one.body().getBytes(StandardCharsets.UTF_8)));
    await().atMost(Duration.ofSeconds(30)).until(() -> state(title) == State.DELIVERED);
  }

  @Test
  void whatWasRolledBackIsNotTold() {
    var title = "Roll out " + UuidV7.next();

    transaction.executeWithoutResult(status -> {
      events.publishEvent(new Requested(title));
      status.setRollbackOnly();
    });

    assertThat(notifications.newest(null).items()).noneMatch(one -> one.text().contains(title));
  }

  @Test
  void afterAFailureTheSameDeliveryComesAgainLaterAndLater() {
    answers.addAll(List.of(500, 503, 200));
    var id = repository.insert("test", "again and again", null);

    var first = delivery.attempt(id).orElseThrow();
    var second = delivery.attempt(id).orElseThrow();

    assertThat(first).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    assertThat(second).isGreaterThan(first);
    assertThat(stored(id).lastError()).isEqualTo("The receiver answered 503.");
    assertThat(delivery.attempt(id)).isEmpty();
    assertThat(stored(id).state()).isEqualTo(State.DELIVERED);
    assertThat(delivery.attempt(id)).as("delivered is the end").isEmpty();
    assertThat(received).extracting(Received::id).containsExactly(id(id), id(id), id(id));
  }

  @Test
  void aReceiverThatHangsHoldsTwoThreadsAndNoMore() throws InterruptedException {
    hanging = new CountDownLatch(1);
    var first = repository.insert("test", "hangs", null);
    var second = repository.insert("test", "hangs too", null);
    var third = repository.insert("test", "waits", null);
    var under = new ArrayList<Thread>();
    for (var id : List.of(first, second)) {
      under.add(Thread.ofVirtual().start(() -> delivery.attempt(id)));
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> received.size() == 2);

    assertThat(delivery.attempt(third))
        .hasValueSatisfying(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8)));

    assertThat(stored(third).attempts()).isZero();
    hanging.countDown();
    for (var thread : under) {
      thread.join();
    }
    assertThat(delivery.attempt(third)).isEmpty();
    assertThat(stored(third).state()).isEqualTo(State.DELIVERED);
  }

  private void hang() {
    try {
      hanging.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @Negative(51)
  void aRedirectIsNotFollowedAndGivenUp() {
    answers.add(302);
    var id = repository.insert("test", "moved", null);

    assertThat(delivery.attempt(id)).isEmpty();

    assertThat(received).hasSize(1);
    assertThat(stored(id).state()).isEqualTo(State.DEAD);
    assertThat(stored(id).lastError()).contains("redirect");
  }

  @Test
  void afterTenAttemptsItIsGivenUpAndCanBeSentAgain() {
    answers.addAll(Collections.nCopies(10, 500));
    var id = repository.insert("test", "nobody listens", null);
    for (int attempt = 0; attempt < 9; attempt++) {
      assertThat(delivery.attempt(id)).isPresent();
    }
    assertThat(delivery.attempt(id)).isEmpty();
    assertThat(stored(id).state()).isEqualTo(State.DEAD);

    notifications.sendAgain(id, Actor.SYSTEM);

    await().atMost(Duration.ofSeconds(30)).until(() -> stored(id).state() == State.DELIVERED);
  }

  @Test
  void aReceiverThatIsAwayIsTriedAgain() {
    server.stop(0);
    var id = repository.insert("test", "away", null);

    assertThat(delivery.attempt(id)).isPresent();
    assertThat(stored(id).lastError()).isEqualTo("No answer: ConnectException.");
  }

  @Test
  void theSecretIsSealedInItsPlace() {
    var sealed = jdbc.sql("select sealed_secret from webhook").query(byte[].class).single();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
    assertThatThrownBy(() -> sealing.open(sealed, "elsewhere"))
        .isInstanceOf(RuntimeException.class);
  }

  private void point(String url) {
    jdbc.sql(
            """
            insert into webhook (url, sealed_secret, edited_by_name) values (:url, :secret, 'test')
            """)
        .param("url", url)
        .param(
            "secret",
            sealing.seal(SECRET.getBytes(StandardCharsets.UTF_8), "webhook:singleton:secret"))
        .update();
  }

  private static String id(UUID id) {
    return id.toString();
  }

  private NotificationView stored(UUID id) {
    return repository.find(id).orElseThrow();
  }

  private long told(String title) {
    return received.stream().filter(one -> one.body().contains(title)).count();
  }

  private State state(String title) {
    return notifications.newest(null).items().stream()
        .filter(one -> one.text().contains(title))
        .findFirst()
        .orElseThrow()
        .state();
  }

  /// An approval that waits.
  record Requested(String title) implements PortalEvent {

    @Override
    public String action() {
      return "approval.requested";
    }

    @Override
    public Actor actor() {
      return Actor.SYSTEM;
    }

    @Override
    public Subject subject() {
      return Subject.of("plan", "1", "student-service");
    }

    @Override
    public Map<String, Object> after() {
      return Map.of("title", title, "approval", UuidV7.next());
    }
  }
}
