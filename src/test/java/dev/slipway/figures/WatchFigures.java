package dev.slipway.figures;

import dev.slipway.testing.Visitor;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How many watches the portal holds on a cluster, whoever looks.
@Tag("figures")
class WatchFigures {

  private static final List<String> PEOPLE = List.of("vera", "ada");

  @Test
  void oneAndTwentyViewers() throws Exception {
    try (var stage = Stage.open(0);
        var http = HttpClient.newHttpClient()) {
      List<InputStream> streams = new ArrayList<>();
      for (var viewers : new int[] {0, 1, 20}) {
        while (streams.size() < viewers) {
          streams.add(look(http, stage, PEOPLE.get(streams.size() % PEOPLE.size())));
        }
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> stage.portal.metric("slipway_sse_streams") == viewers);
        Times.print(
            "watches on two clusters, " + viewers + " viewers",
            "%d and %d".formatted(stage.emis.openWatches(), stage.voting.openWatches()));
      }
      for (var stream : streams) {
        stream.close();
      }
    }
  }

  private static InputStream look(HttpClient http, Stage stage, String person) throws Exception {
    var visitor = Visitor.signedIn(stage.portal.port(), person);
    return http.send(
            HttpRequest.newBuilder(URI.create(stage.portal.url() + "/live?topic=matrix"))
                .header("Cookie", "slipway=" + visitor.session())
                .build(),
            HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }
}
