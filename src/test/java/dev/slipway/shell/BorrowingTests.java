package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.IssueToken;
import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.testing.HeardLog;
import dev.slipway.testing.Promise;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// How often one look borrows a connection: ten are there for everybody, and readers who come all
/// at once queue for them. The log names who borrowed, so a bound that breaks says by whom.
@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BorrowingTests {

  @LocalServerPort int port;
  @Autowired ApplicationContext portal;

  private final Logger reads = (Logger) LoggerFactory.getLogger(WaitingReads.class);
  private Shipyard yard;
  private String service;
  private Visitor ada;

  @BeforeAll
  void open() {
    reads.setLevel(Level.TRACE);
    yard = new Shipyard(portal);
    service = "cart-" + yard.slug();
    yard.launch(service, "registry.example/cart:1.0.0");
    ada = Visitor.signedIn(port, "ada");
  }

  @AfterAll
  void close() {
    yard.close();
    reads.setLevel(null);
  }

  /// Session and rights are two of them.
  @ParameterizedTest
  @CsvSource({
    "/, 3",
    "/services, 2",
    "/services/SERVICE, 2",
    "/services/SERVICE/env/YARD, 3",
    "/deployments, 4",
    "/clusters, 3",
    "/approvals, 5",
    "/me, 5",
    "/help, 1",
    "/api/v1/services, 2",
    "/api/v1/workloads?service=SERVICE, 2",
    "/api/v1/deployments, 3",
  })
  @Promise("P12")
  void aLookBorrowsNoMoreThanItNeeds(String address, int most) {
    var path = address.replace("SERVICE", service).replace("YARD", yard.slug());
    assertBorrowed(ada, path, most);
  }

  @Test
  @Promise("P12")
  void aProgramsCallBorrowsNoMoreThanItNeeds() {
    var person = portal.getBean(People.class).byHandle("vera").orElseThrow();
    var vera =
        new Actor(
            person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
    var token =
        portal
            .getBean(ApiTokens.class)
            .issue(new IssueToken(yard.slug(), false, false, null, "", Set.of(), 1), vera)
            .secret();
    assertBorrowed(new Visitor(port), "/api/v1/services", 3, "Authorization", "Bearer " + token);
  }

  /// Now and then a look also reads what somebody else has just changed.
  private static void assertBorrowed(Visitor visitor, String path, int most, String... headers) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(borrowed(visitor, path, headers))
                .as(path)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(most));
  }

  /// By the second of two looks: the first one notes a use.
  private static List<String> borrowed(Visitor visitor, String path, String... headers) {
    visitor.get(path, headers);
    try (var log = new HeardLog()) {
      assertThat(visitor.get(path, headers).statusCode()).isEqualTo(200);
      var start = path.replaceFirst("[?].*", "") + " borrowed [";
      await().until(() -> log.lines().stream().anyMatch(line -> line.startsWith(start)));
      var line =
          log.lines().stream().filter(one -> one.startsWith(start)).findFirst().orElseThrow();
      var names = line.substring(start.length(), line.length() - 1);
      return names.isEmpty() ? List.of() : List.of(names.split(", "));
    }
  }
}
