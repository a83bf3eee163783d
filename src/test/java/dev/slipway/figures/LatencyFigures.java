package dev.slipway.figures;

import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.testing.Browser;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How old a page is: from the API server's answer to a write until the DOM shows it, and how soon
/// a page says that it lost its cluster and comes back.
@Tag("figures")
class LatencyFigures {

  private static final int EVENTS = 110;
  private static final int WARM_UP = 20;
  private static final int OUTAGES = 5;

  @ParameterizedTest
  @ValueSource(ints = {0, 10_000})
  void fromTheClusterToTheOpenPage(int pods) throws Exception {
    try (var browser = Browser.open();
        var stage = Stage.open(pods);
        var list = Viewer.ofList(browser, stage.portal.url());
        var details = Viewer.ofDetails(browser, stage.portal.url())) {
      latency(stage, list, details, pods + " more pods");
    }
  }

  @Test
  void fromALossToTheOpenPageAndBack() throws Exception {
    try (var browser = Browser.open();
        var stage = Stage.open(0);
        var list = Viewer.ofList(browser, stage.portal.url());
        var details = Viewer.ofDetails(browser, stage.portal.url())) {
      endedWatches(stage, list, details);
      outages(stage, list, details);
    }
  }

  private static void latency(Stage stage, Viewer list, Viewer details, String data)
      throws Exception {
    var inList = new Times();
    var inDetails = new Times();
    for (var event = 1; event <= WARM_UP + EVENTS; event++) {
      list.awaitQuiet();
      details.awaitQuiet();
      var tag = "9.%d.0".formatted(event);
      var answered = stage.release(tag);
      var first = list.shown(tag, answered);
      var second = details.shown(tag, answered);
      if (event > WARM_UP) {
        inList.add(first);
        inDetails.add(second);
      }
    }
    Times.print("latency, list, " + data, inList.against(50, 100));
    Times.print("latency, details, " + data, inDetails.against(50, 100));
  }

  private static void endedWatches(Stage stage, Viewer list, Viewer details) throws Exception {
    var inList = new Times();
    var inDetails = new Times();
    for (var round = 1; round <= OUTAGES; round++) {
      list.awaitQuiet();
      stage.voting.failures().add(Failure.always("watch", ".*", Failure.Effect.CUT_WATCH));
      TimeUnit.MILLISECONDS.sleep(700);
      var ended = Instant.now();
      stage.voting.failures().clear();
      var tag = "10.%d.0".formatted(round);
      stage.release(tag);
      inList.add(list.shown(tag, ended));
      inDetails.add(details.shown(tag, ended));
      TimeUnit.SECONDS.sleep(3);
    }
    Times.print("live again after ended watches, list", inList.against(5));
    Times.print("live again after ended watches, details", inDetails.against(5));
  }

  private static void outages(Stage stage, Viewer list, Viewer details) throws Exception {
    var told = new Times();
    var toldInDetails = new Times();
    var back = new Times();
    var backInDetails = new Times();
    for (var round = 1; round <= OUTAGES; round++) {
      list.awaitQuiet();
      var lost = Instant.now();
      stage.voting.disconnect();
      told.add(list.stale(lost));
      toldInDetails.add(details.stale(lost));
      TimeUnit.SECONDS.sleep(8);
      stage.voting.reconnect();
      var there = Instant.now();
      var tag = "11.%d.0".formatted(round);
      stage.release(tag);
      back.add(Math.max(list.shown(tag, there), list.live(there)));
      backInDetails.add(Math.max(details.shown(tag, there), details.live(there)));
      TimeUnit.SECONDS.sleep(3);
    }
    Times.print("\"as of\" after the loss of the API server, list", told.against(3));
    Times.print("\"as of\" after the loss of the API server, details", toldInDetails.against(3));
    Times.print("live again after an outage, list", back.against(5));
    Times.print("live again after an outage, details", backInDetails.against(5));
  }
}
