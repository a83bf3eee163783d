package dev.slipway.evidence.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployments.ImageRef;
import dev.slipway.evidence.EvidenceStage;
import dev.slipway.evidence.RecordEvidence;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.math.BigDecimal;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// What the page of a service shows of its builds.
@SlipwayTest
class EvidencePanelTests {

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private EvidenceStage stage;
  private String image;

  @BeforeEach
  void prepare() {
    stage = new EvidenceStage(context);
    image = stage.image();
  }

  @Test
  void everyBuildHasTheNewestOfItsKindsAndTheNewestBuildIsFirst() {
    var kofi = EvidenceStage.actor(stage.kofi);
    var older = stage.image();
    stage.record(stage.says(older, EvidenceKind.TEST, true), kofi);
    stage.record(stage.says(image, EvidenceKind.TEST, false), kofi);
    stage.record(stage.says(image, EvidenceKind.TEST, true), kofi);
    stage.record(stage.says(image, EvidenceKind.COVERAGE, true, "", "84.25", null), kofi);
    var findings = new Findings(1, 0, 4, 0);
    stage.record(stage.says(image, EvidenceKind.SCAN, false, "trivy", null, findings), kofi);

    var panel = panel();

    assertThat(panel.select(".evidence-image code").eachText()).containsExactly(image, older);
    var rows = panel.select("ul").get(0);
    assertThat(rows.select("li b").eachText())
        .as("what failed first")
        .containsExactly("Scan by trivy", "Tests", "Coverage");
    assertThat(rows.select("li").eachText())
        .satisfiesExactly(
            scan -> assertThat(scan).startsWith("Failed").contains("1 critical, 4 medium"),
            tests -> assertThat(tests).startsWith("Passed Tests").contains("kofi"),
            coverage -> assertThat(coverage).contains("84.25 %, in the words"));
  }

  @Test
  void whereNothingIsKnownItSaysHowItGetsThere() {
    assertThat(panel().text()).contains("No evidence").contains("POST /api/v1/evidence");
  }

  @Test
  void anImageByItsTagAloneIsNamedOnceAndNothingOfItCounts() {
    var tag = "ghcr.io/acme/storefront:2.4.0";
    var tagged = EvidencePanel.Image.of(ImageRef.parse(tag), tag, List.of());
    var pinned = EvidencePanel.Image.of(ImageRef.parse(image), image, List.of());

    assertThat(tagged.name()).isEqualTo(tag);
    assertThat(tagged.more()).isNull();
    assertThat(tagged.none()).startsWith("No digest of it is known, so nothing can be counted");
    assertThat(pinned.more()).isEqualTo(image);
    assertThat(image).contains(pinned.name());
    assertThat(pinned.name()).doesNotContain("/", "@");
    assertThat(pinned.none()).isEqualTo("Nothing was said of this digest.");
  }

  @ParameterizedTest
  @Negative(42)
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//ci.example/runs/1",
        "https://user:password@ci.example/",
        "ftp://ci.example/runs/1",
      })
  void onlyAnAddressOfTheWebIsALink(String url) {
    says(url);
    assertThat(panel().select("a")).isEmpty();
    assertThat(panel().select(".evidence-origin").text()).endsWith(url);
  }

  @Test
  void theReportIsALink() {
    says("https://ci.example/runs/17");
    var link = panel().select("a").get(0);
    assertThat(link.attr("href")).isEqualTo("https://ci.example/runs/17");
    assertThat(link.attr("rel")).contains("noopener").contains("noreferrer");
  }

  private void says(@Nullable String url) {
    stage.record(
        new RecordEvidence(
            ImageRef.parse(image),
            stage.service.slug(),
            EvidenceKind.COVERAGE,
            true,
            "of every branch",
            "",
            new BigDecimal("81"),
            null,
            "0a1b2c3d4e5f",
            "main",
            url),
        EvidenceStage.actor(stage.kofi));
  }

  private Document panel() {
    var answer =
        Visitor.signedIn(port, "vera").get("/services/" + stage.service.slug() + "/evidence");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Visitor.page(answer);
  }
}
