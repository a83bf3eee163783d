package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// Time is taken out of an objective on its page, and the chart shows it.
@SlipwayTest
class ExclusionPageTests {

  @Autowired ApplicationContext context;
  @LocalServerPort int port;

  private ExclusionStage people;

  @BeforeEach
  void anObjective() {
    people = new ExclusionStage(context);
  }

  @Test
  void itIsAskedForOnItsPageAndDrawnOnTheChart() {
    people.hours();
    var visitor = Visitor.signedIn(port, people.jon.handle());
    var path = Exclusions.path(people.objective);
    var form =
        Map.of(
            "cause",
            "maintenance",
            "starts",
            local(people.hour),
            "ends",
            local(people.hour.plusSeconds(7200)),
            "why",
            ExclusionStage.WHY,
            "where",
            "OPS-7");

    var wrong = new HashMap<>(form);
    wrong.put("ends", "tomorrow");
    var refused = visitor.post(path, wrong);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(refused).select("#why").val()).isEqualTo(ExclusionStage.WHY);
    assertThat(visitor.post(path, form).statusCode()).isEqualTo(302);
    assertThat(visitor.post(path, form).statusCode()).as("it overlaps").isEqualTo(422);
    assertThat(Visitor.page(visitor.get(path)).text())
        .contains("Needs OK", "OPS-7", ExclusionStage.WHY);
    assertThat(Visitor.page(Visitor.signedIn(port, people.mira.handle()).get("/approvals")).text())
        .contains("Not to count", "The gate may open by it");

    people.agree(people.mira);
    people.settle();

    var page = Visitor.page(visitor.get("/slo/" + people.objective));
    assertThat(page.select("#budget .slo-out title").text())
        .contains("Not counted from", "planned maintenance, OPS-7");
    assertThat(page.select("#budget-table").text()).contains("Not counted from");
    var id = people.only().id();
    assertThat(visitor.post(path + "/" + id + "/revoke", Map.of("reason", "x")).statusCode())
        .isEqualTo(422);
    assertThat(
            visitor
                .post(path + "/" + id + "/revoke", Map.of("reason", "It was no maintenance"))
                .statusCode())
        .isEqualTo(302);
    assertThat(Visitor.signedIn(port, "vera").post(path, form).statusCode()).isEqualTo(403);
  }

  private static String local(Instant at) {
    return at.toString().substring(0, 16);
  }
}
