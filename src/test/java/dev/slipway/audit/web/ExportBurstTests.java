package dev.slipway.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// More exports at one moment than the pool has connections.
@SlipwayTest
class ExportBurstTests {

  @LocalServerPort int port;

  /// An export holds its connection for as long as it takes, so it must not ask for another one.
  @Test
  void twiceAsManyExportsAsConnectionsDoNotWaitForEachOther() throws Exception {
    assertThat(statuses(20)).containsOnly(200);
  }

  private List<Integer> statuses(int readers) throws Exception {
    var noor = Visitor.signedIn(port, "noor");
    var start = new CountDownLatch(1);
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Integer>>();
      for (var reader = 0; reader < readers; reader++) {
        Callable<Integer> read =
            () -> {
              start.await();
              return noor.get("/api/v1/audit/export?format=jsonl").statusCode();
            };
        answers.add(threads.submit(read));
      }
      start.countDown();
      for (var answer : answers) {
        statuses.add(answer.get(60, TimeUnit.SECONDS));
      }
    }
    return statuses;
  }
}
