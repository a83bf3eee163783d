package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Placement;
import dev.slipway.policies.Locks;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where the page of a deployment offers a way back, and where it says why not.
@SlipwayTest
class WayBackPageTests {

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired private RecordedTemplates templates;
  @LocalServerPort private int port;
  private HistoryMother mother;
  private String service = "";
  private Visitor vera;

  @BeforeEach
  void start() {
    mother = new HistoryMother(jdbc, templates);
    service = "student-" + mother.placement.id().value();
    vera = Visitor.signedIn(port, "vera");
  }

  private UUID succeeded(String from, String to) {
    return mother.ours(from, to, "succeeded", Instant.now().minus(Duration.ofMinutes(5)), false);
  }

  @Test
  void onlyWhatTookAVersionFurtherIsRolledBackAsThis() {
    try (var yard = new Shipyard(context)) {
      var placed = yard.launch(service, "app.test/student:1.0.1");
      var id = ranAt(yard, placed);
      keepsAnother(placed);
      assertThat(wayBack(id, "rollout")).containsExactly("Roll back");
      assertThat(closed(id)).containsExactly("Roll back");
      assertThat(wayBack(id, "rollback")).containsExactly("Roll back to an older version");
      assertThat(wayBack(id, "restart")).isEmpty();

      jdbc.sql("update deployment set state = 'running', ended_at = null where id = :id")
          .param("id", id)
          .update();
      assertThat(wayBack(id, "rollout")).containsExactly("Roll back");
      assertThat(wayBack(id, "rollback")).as("no rollback takes over another").isEmpty();
    }
  }

  /// A deployment that left what runs on this workload.
  private UUID ranAt(Shipyard yard, Placement placed) {
    var id = succeeded("1.0.0", "1.0.1");
    jdbc.sql(
            """
            update deployment set placement = :placement, environment = :environment,
              started_at = clock_timestamp() + interval '1 minute' where id = :id
            """)
        .param("placement", placed.id().value())
        .param("environment", yard.slug())
        .param("id", id)
        .update();
    return id;
  }

  /// Something else ran well on this workload, and its template is kept.
  private void keepsAnother(Placement placed) {
    var older = succeeded("0.9.0", "1.0.0");
    jdbc.sql(
            """
            insert into recorded_template (id, placement, template, sealed, config_maps)
            select gen_random_uuid(), :placement, template, sealed, config_maps
            from recorded_template where placement = :former and template = :template
            """)
        .param("placement", placed.id().value())
        .param("former", mother.placement.id().value())
        .param("template", mother.key("1.0.0"))
        .update();
    jdbc.sql(
            """
            update deployment set placement = :placement, cluster = :cluster, namespace = 'default',
              workload_name = :name where id = :id
            """)
        .param("placement", placed.id().value())
        .param("cluster", placed.workload().cluster().value())
        .param("name", placed.workload().name())
        .param("id", older)
        .update();
  }

  @Test
  void whereNothingIsKeptTheWayBackIsClosedAndSaysWhy() {
    try (var yard = new Shipyard(context)) {
      var id = ranAt(yard, yard.launch(service, "app.test/student:1.0.1"));
      var kofi = Visitor.signedIn(port, "kofi");
      var why = "Nothing else that ran well is recorded here to go back to.";

      assertThat(wayBack(id, "rollout")).isEmpty();
      var head = Visitor.page(kofi.get("/deployments/" + id)).select(".page-head");
      assertThat(head.select("button[aria-disabled]").text()).isEqualTo("Roll back");
      assertThat(head.select("#why-roll-back").text()).startsWith(why);
      for (var path :
          List.of("/services/" + service + "/env/" + yard.slug(), "/services/" + service)) {
        var page = Visitor.page(kofi.get(path));
        assertThat(page.select("a[href*='kind=rollback']")).as(path).isEmpty();
        assertThat(page.select("#why-rollback").text()).as(path).startsWith("Roll back: " + why);
      }
      var form =
          Visitor.page(
              kofi.get(
                  "/plans/new?service=%s&environment=%s&kind=rollback"
                      .formatted(service, yard.slug())));
      assertThat(form.select(".callout").text()).startsWith("Nothing to go back to.");
      assertThat(form.select("#to option").text()).isEqualTo("None is recorded");
    }
  }

  @Test
  void aRollbackSaysThatItLockedThePlaceAndWhereThatEnds() {
    try (var yard = new Shipyard(context)) {
      var placed = yard.launch(service, "app.test/student:1.0.1");
      var id = ranAt(yard, placed);
      var locks = context.getBean(Locks.class);
      locks.keepAfterRollback(placed.id().value(), id, "5xx after it", yard.owner());

      var told = Visitor.page(vera.get("/deployments/" + id)).select("#deployment-lock");
      assertThat(told.text()).contains("no version is rolled out there until somebody releases");
      assertThat(told.select("a").attr("href"))
          .isEqualTo("/services/" + service + "/env/" + yard.slug());

      locks.release(placed.id().value(), "The fix is there", yard.owner());
      assertThat(vera.get("/deployments/" + id).body()).doesNotContain("deployment-lock");
    }
  }

  @Test
  void aWayBackThatNobodyHasIsNotShownClosed() {
    var aborted = mother.ours("1.0.0", "1.0.1", "aborted", Instant.now(), false);
    var former = succeeded("1.0.1", "1.0.2");

    assertThat(closed(aborted)).isEmpty();
    assertThat(closed(former)).containsExactly("Go back to 1.0.2");
  }

  private List<String> closed(UUID id) {
    return Visitor.page(vera.get("/deployments/" + id))
        .select(".page-head .actions button")
        .eachText();
  }

  private List<String> wayBack(UUID id, String kind) {
    jdbc.sql("update deployment set kind = :kind where id = :id")
        .param("kind", kind)
        .param("id", id)
        .update();
    var kofi = Visitor.signedIn(port, "kofi");
    return Visitor.page(kofi.get("/deployments/" + id)).select(".page-head .actions a").eachText();
  }
}
