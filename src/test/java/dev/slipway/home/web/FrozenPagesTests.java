package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.SystemId;
import dev.slipway.clusters.Placement;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.DeclareFreeze;
import dev.slipway.policies.FreezePattern;
import dev.slipway.policies.FreezeView;
import dev.slipway.policies.FreezeWindows;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Promise;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// A freeze is seen before anybody plans against it: on the matrix, on the cell, on the service.
@SlipwayTest
class FrozenPagesTests {

  /// Less the time that the test takes; whole right at the turn of a minute.
  private static final String NINETEEN_HOURS = "Frozen, opens in (18 h 5\\d min|19 h)";

  private static final Duration LONG = Duration.ofSeconds(60);
  // From an hour ago on it leaves 18 h 59 min at most, however fast the page comes.
  private static final Duration LASTING = Duration.ofHours(20).minusMinutes(1);

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private final String name = "ice-" + UuidV7.next().toString().substring(24);
  private Shipyard yard;
  private Placement placed;
  private Visitor kofi;

  @BeforeEach
  void launch() {
    yard = new Shipyard(context);
    placed = yard.launch(name, "app.test/shop:1.0.0");
    kofi = Visitor.signedIn(port, "kofi");
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private String cell() {
    return "/services/" + name + "/env/" + yard.slug();
  }

  private SystemId system() {
    return yard.bean(Services.class).require(name).system();
  }

  private FreezeView freeze(
      boolean environment, @Nullable SystemId system, Duration starts, Duration lasts) {
    var now = LocalDateTime.now(ZoneOffset.UTC).plus(starts);
    return yard.bean(FreezeWindows.class)
        .declare(
            new DeclareFreeze(
                "Exam week",
                environment ? yard.bean(Environments.class).require(yard.slug()).id() : null,
                system,
                new FreezePattern(ZoneOffset.UTC, now, now.plus(lasts), false, null),
                "Schools are writing their exams"),
            Actor.SYSTEM);
  }

  private String head() {
    return head("");
  }

  private String head(String more) {
    return Visitor.page(kofi.get("/?env=" + yard.slug() + more)).select(".matrix thead").text();
  }

  @Test
  @Promise("P7")
  void matrixCellAndServiceSayWhatIsFrozenAndWhatPasses() {
    freeze(true, null, Duration.ofHours(-1), LASTING);

    await().atMost(LONG).untilAsserted(() -> assertThat(head()).containsPattern(NINETEEN_HOURS));
    var page = Visitor.page(kofi.get(cell()));
    var notice = page.select("#cell-now .callout").text();
    assertThat(notice)
        .contains("Frozen until", "UTC", "\"Exam week\" by", "Schools are writing their exams.")
        .contains("A rollback passes.")
        .doesNotContain("not started; a rollback");
    assertThat(page.select("#cell-now .callout a").attr("href"))
        .isEqualTo("/freezes?environment=" + yard.slug());
    assertThat(kofi.get("/freezes?environment=" + yard.slug()).body()).contains("Exam week");
    assertThat(page.select("#why-frozen").text())
        .startsWith(
            "Deploy, Scale, Restart, Pause, Resources can be previewed now, not started. Frozen until ")
        .contains("UTC", "a rollback is not held up", "end the freeze earlier");
    var deploy = page.select(".actions a[href*='kind=rollout']");
    assertThat(deploy.attr("aria-describedby")).isEqualTo("why-frozen");
    assertThat(deploy.hasClass("button-primary")).isFalse();
    assertThat(page.select(".actions a[href*='kind=rollback']").hasAttr("aria-describedby"))
        .isFalse();
    assertThat(Visitor.page(kofi.get("/services/" + name)).select("#service-notices").text())
        .contains(yard.slug() + ": frozen until");
  }

  @Test
  void whatIsFrozenAndLockedIsHeldByBoth() {
    var plan =
        yard.bean(Plans.class)
            .propose(
                new ProposeChange(
                    ChangeKind.ROLLOUT,
                    name,
                    yard.slug(),
                    Map.of("", "app.test/shop:1.0.1"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    "Schools asked for it",
                    null,
                    false,
                    Set.of(),
                    null),
                yard.owner(),
                false);
    freeze(true, null, Duration.ofHours(-1), Duration.ofMinutes(90));
    var page = "/plans/" + plan.id().value();
    assertThat(kofi.get(page).body()).contains("Then it can go on from here");

    yard.bean(Locks.class).set(placed.id().value(), "Exams are being written", yard.owner());

    assertThat(Visitor.page(kofi.get(page)).text())
        .contains("More than that holds it")
        .doesNotContain("Then it can go on from here");
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(
                    Visitor.page(kofi.get(cell()))
                        .select(".actions a[href*='kind=rollout']")
                        .attr("aria-describedby"))
                .isEqualTo("why-locked why-frozen"));
    var held = Visitor.page(kofi.get(cell())).select(".home-reasons");
    assertThat(held.select("#why-locked").text()).startsWith("Deploy can be previewed now");
    assertThat(held.select("#why-frozen").text()).startsWith("Deploy, Scale, Restart, Pause");
  }

  @Test
  void aFreezeOfOneSystemFreezesOnlyItsRows() {
    freeze(false, system(), Duration.ofHours(-1), LASTING);

    await()
        .atMost(LONG)
        .until(() -> !Visitor.page(kofi.get(cell())).select("#why-frozen").isEmpty());
    // Alone on the page, its column is frozen whole.
    var service = yard.bean(Services.class).require(name);
    assertThat(head("&system=" + service.systemSlug())).containsPattern(NINETEEN_HOURS);
    var other = new Shipyard(context);
    try {
      other.launch("open-" + name, "app.test/shop:1.0.0");
      assertThat(
              Visitor.page(kofi.get("/services/open-" + name + "/env/" + other.slug()))
                  .select("#why-frozen"))
          .isEmpty();
      assertThat(Visitor.page(kofi.get("/?env=" + other.slug())).select(".matrix thead").text())
          .doesNotContain("rozen");
      // Beside a row that is free, only its own rows are, though the other has nothing here yet.
      assertThat(head("&q=" + name)).contains(service.systemName() + " frozen");
      assertThat(
              Visitor.page(kofi.get("/?env=" + yard.slug() + "&q=" + name))
                  .select(".matrix-group .matrix-frozen")
                  .eachText())
          .singleElement()
          .asString()
          .containsPattern(NINETEEN_HOURS);
    } finally {
      other.close();
    }
  }

  @Test
  void openPagesFollowAFreezeThatBeginsAndEndsByTheCalendar() {
    var page = Visitor.page(kofi.get(cell()));
    assertThat(page.select("#why-frozen")).isEmpty();
    var topics =
        page.select("main").attr("data-live")
            + "&topic=service:"
            + name
            + "&topic=matrix&topic=plan-target:rules";
    try (var stream = kofi.listen("/live?topic=" + topics)) {
      await().atMost(LONG).until(() -> stream.text().contains("event:patch"));
      freeze(true, null, Duration.ofSeconds(3), Duration.ofSeconds(5));
      assertThat(kofi.get(cell()).body()).doesNotContain("why-frozen");

      await().atMost(LONG).until(() -> kofi.get(cell()).body().contains("why-frozen"));
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(stream.reloads())
                  .contains(
                      "cell-now", "service-notices", "matrix", "plan-standing", "plan-panel"));
      var told = told(stream.text(), "cell-now");
      var toldPlans = told(stream.text(), "plan-standing");

      await().atMost(LONG).until(() -> !kofi.get(cell()).body().contains("why-frozen"));
      await().atMost(LONG).until(() -> told(stream.text(), "cell-now") > told);
      await().atMost(LONG).until(() -> told(stream.text(), "plan-standing") > toldPlans);
    }
  }

  private static int told(String stream, String part) {
    return stream.split("data:" + part, -1).length;
  }
}
