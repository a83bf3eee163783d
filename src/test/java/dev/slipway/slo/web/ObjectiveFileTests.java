package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.SloStage;
import dev.slipway.slo.formats.ObjectiveFiles;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Objectives leave the portal as files that it reads back.
@SlipwayTest
class ObjectiveFileTests {

  private static final String FAILED = "sum(rate(http_requests_total{code=~\"5..\"}[{{.window}}]))";
  private static final String ALL = "sum(rate(http_requests_total[{{.window}}]))";

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private SloStage stage;
  private Visitor vera;
  private UUID id;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
    vera = Visitor.signedIn(port, "vera");
    id = stage.objective("availability");
    jdbc.sql("update slo set error_query = ?, total_query = ? where id = ?")
        .params(FAILED, ALL, id)
        .update();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sloth", "sloth-cr", "openslo"})
  void oneObjectiveIsWrittenAsItIsReadBack(String format) {
    var answer = vera.get("/slo/" + id + "/file?format=" + format);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(value -> assertThat(value).contains("attachment", ".yaml"));
    var back = ObjectiveFiles.read(answer.body()).objectives().getFirst().objective();
    assertThat(back.service()).isEqualTo(stage.service.slug());
    assertThat(back.environment()).isEqualTo(stage.production.slug());
    assertThat(back.name()).isEqualTo("availability");
    assertThat(back.target().toString()).isEqualTo("99.9 %");
    assertThat(back.indicator().errorQuery()).isEqualTo(FAILED);
  }

  @Test
  void theListIsWrittenAsItIsNarrowed() {
    stage.objective("latency");

    var all = vera.get("/slo/file?service=" + stage.service.slug()).body();
    var one = vera.get("/slo/file?service=" + stage.service.slug() + "&q=latency").body();
    var program = vera.get("/api/v1/slos/file?service=" + stage.service.slug()).body();

    assertThat(ObjectiveFiles.read(all).objectives()).hasSize(2);
    assertThat(ObjectiveFiles.read(one).objectives()).hasSize(1);
    assertThat(program).isEqualTo(all);
    var list = Visitor.page(vera.get("/slo?service=" + stage.service.slug()));
    assertThat(list.select("a[href^=/slo/file]").eachAttr("href"))
        .hasSize(3)
        .allMatch(href -> href.contains("service=" + stage.service.slug()));
  }

  @Test
  void whatTheFileAskedOfItsAlertsIsWrittenOutAgain() {
    var file =
        """
        version: prometheus/v1
        service: %s
        slos:
          - name: availability
            objective: 99.9
            sli: {events: {error_query: e, total_query: t}}
            alerting:
              name: TooManyErrors
              page_alert: {labels: {severity: critical}}
              ticket_alert: {disable: true}
        """
            .formatted(stage.service.slug());
    jdbc.sql(
            "update slo set source_format = 'sloth', source_text = ?, source_hash = '' where id = ?")
        .params(file, id)
        .update();

    var back = ObjectiveFiles.read(vera.get("/slo/" + id + "/file").body()).objectives().getFirst();

    assertThat(back.objective().alerting().name()).isEqualTo("TooManyErrors");
    assertThat(back.objective().alerting().page().labels()).containsEntry("severity", "critical");
    assertThat(back.objective().alerting().ticket().disabled()).isTrue();
  }

  @Test
  void aFormatThatIsOnlyReadIsRefusedWithThoseThatAreWritten() {
    var refused = vera.get("/api/v1/slos/" + id + "/file?format=pyrra");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("sloth, sloth-cr, openslo");
    assertThat(vera.get("/slo/" + UUID.randomUUID() + "/file").statusCode()).isEqualTo(404);
  }
}
