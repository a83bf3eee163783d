package dev.slipway.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.SystemClock;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.slipway.kernel.UuidV7;
import dev.slipway.notifications.NotificationView.State;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.OutboundHttp;
import dev.slipway.runtime.Sealing;
import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.runtime.TrustedCertificates;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

/// Deliveries over TLS to a receiver whose certificate a company's own authority signed.
@SlipwayTest
class SecureDeliveryTests {

  private static final String SECRET = "a secret of the receiver";

  @TempDir static Path folder;
  private static TestAuthority authority;

  @Autowired NotificationRepository repository;
  @Autowired Webhooks webhooks;
  @Autowired WebhookProperties properties;
  @Autowired SlipwaySettings settings;
  @Autowired Sealing sealing;
  @Autowired JdbcClient jdbc;
  @Autowired SignedPost post;
  @Autowired Notifications notifications;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transaction;

  private final List<Boolean> signed = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
  private @Nullable HttpsServer server;

  /// Words of what a test sends; the portal has other news, which come here as well.
  private volatile String about = "";

  @BeforeAll
  static void found() {
    authority = new TestAuthority(folder);
  }

  @AfterEach
  void silence() {
    if (server != null) {
      server.stop(0);
    }
    jdbc.sql("delete from webhook").update();
  }

  @Test
  void aReceiverOfTheOwnAuthorityGetsTheSignedBodyAgainUntilItTakesIt() throws Exception {
    listen(authority.server("valid", "ip:127.0.0.1"));
    answers.addAll(List.of(503, 200));
    var usual = ReflectionTestUtils.getField(post, "http");
    ReflectionTestUtils.setField(post, "http", http(authority.certificate()));
    try {
      var subject = "Over TLS " + UuidV7.next();
      about = subject;
      transaction.executeWithoutResult(
          _ -> events.publishEvent(new WebhookDeliveryTests.Requested(subject)));
      var id =
          notifications.newest(null).items().stream()
              .filter(one -> one.text().contains(subject))
              .findFirst()
              .orElseThrow()
              .id();

      await().atMost(Duration.ofSeconds(40)).until(() -> stored(id).state() == State.DELIVERED);

      assertThat(stored(id).attempts()).isEqualTo(2);
      assertThat(signed).containsExactly(true, true);
    } finally {
      ReflectionTestUtils.setField(post, "http", usual);
    }
  }

  @Test
  @Negative(51)
  void aRedirectIsNotFollowedOverTlsEither() throws Exception {
    listen(authority.server("moving", "ip:127.0.0.1"));
    answers.add(307);
    var id = repository.insert("test", "moved", null);

    assertThat(trusting(authority.certificate()).attempt(id)).isEmpty();

    assertThat(stored(id).state()).isEqualTo(State.DEAD);
    assertThat(signed).hasSize(1);
  }

  @Test
  void anAuthorityThatNobodyTrustsGetsNothing() throws Exception {
    listen(authority.server("foreign", "ip:127.0.0.1"));
    refused(null);
  }

  @Test
  void aCertificateOfAnotherHostGetsNothing() throws Exception {
    listen(authority.server("other", "dns:elsewhere.example"));
    refused(authority.certificate());
  }

  @Test
  void anExpiredCertificateGetsNothing() throws Exception {
    listen(authority.server("old", "ip:127.0.0.1", "-startdate", "-30d", "-validity", "10"));
    refused(authority.certificate());
  }

  private void refused(@Nullable Path trusted) {
    var id = repository.insert("test", "to nobody", null);
    assertThat(trusting(trusted).attempt(id)).as("tried again later").isPresent();
    assertThat(stored(id).lastError())
        .startsWith("The receiver's certificate does not hold: ")
        .contains("Nothing was sent");
    assertThat(signed).isEmpty();
  }

  private Delivery trusting(@Nullable Path own) {
    return new Delivery(
        repository, webhooks, new SignedPost(http(own)), properties, settings, new SystemClock());
  }

  private static OutboundHttp http(@Nullable Path own) {
    return new OutboundHttp(
        new OutboundAddresses(OutboundAddresses.Reach.LOOPBACK, InetAddress::getAllByName),
        TrustedCertificates.sockets(own));
  }

  private void listen(SSLContext context) throws Exception {
    var listening =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listening.setHttpsConfigurator(new HttpsConfigurator(context));
    listening.createContext(
        "/",
        exchange -> {
          var body = exchange.getRequestBody().readAllBytes();
          var headers = exchange.getRequestHeaders();
          if (!new String(body, StandardCharsets.UTF_8).contains(about)) {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
          }
          var stamp = Long.parseLong(Objects.requireNonNull(headers.getFirst(Delivery.TIMESTAMP)));
          signed.add(
              SignedPost.signature(SECRET, stamp, body)
                  .equals(headers.getFirst(Delivery.SIGNATURE)));
          int status = answers.isEmpty() ? 200 : answers.removeFirst();
          if (status == 307) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    listening.start();
    server = listening;
    jdbc.sql("insert into webhook (url, sealed_secret, edited_by_name) values (?, ?, 'test')")
        .params(
            "https://127.0.0.1:" + listening.getAddress().getPort() + "/hook",
            sealing.seal(SECRET.getBytes(StandardCharsets.UTF_8), "webhook:singleton:secret"))
        .update();
  }

  private NotificationView stored(UUID id) {
    return repository.find(id).orElseThrow();
  }
}
