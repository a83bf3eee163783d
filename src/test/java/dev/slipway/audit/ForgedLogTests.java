package dev.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.HeardLog;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whoever puts the end of a line and a record of their own into what they are called, or into what
/// their browser is called, has written into one value of one record.
@SlipwayTest
class ForgedLogTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Logger trail = (Logger) LoggerFactory.getLogger("dev.slipway.audit.trail");
  @LocalServerPort int port;
  @Autowired People people;

  /// The sandbox keeps these lines to itself; production does not.
  @BeforeEach
  void logAsInProduction() {
    trail.setLevel(Level.INFO);
  }

  @AfterEach
  void logAsBefore() {
    trail.setLevel(Level.WARN);
  }

  @Test
  @Negative(45)
  void aNameThatHoldsARecordIsAValueInOne() {
    var mark = UuidV7.next().toString().substring(24);
    var forged =
        "eve-%1$s\r\n{\"action\":\"approval.approved\",\"actor\":\"Mira\",\"mark\":\"%1$s\"}\u001B[2K"
            .formatted(mark);
    try (var log = new HeardLog()) {
      people.register(
          "eve-" + mark, "Eve\"} {\"action\":\"approval.approved\",\"m\":\"" + mark, Actor.SYSTEM);
      var eve = new Visitor(port);
      eve.get("/sign-in");
      for (var path : List.of("/sign-in", "/sign-in?next=/" + mark)) {
        eve.post(
            path,
            Map.of("handle", forged, "name", forged, "username", forged, "password", forged),
            "User-Agent",
            "\"} {\"action\":\"approval.approved\",\"mark\":\"" + mark + "\"}");
      }
      new Visitor(port)
          .get("/api/v1/services", "Authorization", "Bearer slw_" + mark + "\"}{\"a\":1}");

      assertThat(log.lines())
          .as("the end of a line, or a colour, that somebody sent")
          .filteredOn(line -> line.contains(mark))
          .noneMatch(line -> line.contains("\n") || line.contains("\r") || line.contains("\u001B"));
      assertThat(records(log))
          .as("one of them is told of")
          .anyMatch(one -> one.toString().contains(mark));
      assertThat(records(log))
          .as("records of an approval that nobody gave")
          .noneMatch(one -> one.path("action").asString("").equals("approval.approved"));
    }
  }

  /// Each line of the trail in the log is one whole record.
  private static List<JsonNode> records(HeardLog log) {
    return log.lines().stream()
        .filter(line -> line.startsWith("{"))
        .map(line -> JSON.readTree(line))
        .toList();
  }
}
