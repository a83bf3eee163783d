package dev.slipway.evidence.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.evidence.EvidenceStage;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence;
import dev.slipway.policies.spi.ImageEvidence.Commits;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A pipeline says which commits an image brings.
@SlipwayTest
class CommitEvidenceTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SINCE = "0a1b2c3d";

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private EvidenceStage stage;
  private String secret;
  private String image;
  private String commit;

  @BeforeEach
  void prepare() {
    stage = new EvidenceStage(context);
    secret = stage.token(stage.kofi, "", EnvironmentClass.values()).secret();
    image = stage.image();
    commit = UUID.randomUUID().toString().replace("-", "") + "00000000";
  }

  @Test
  void whatAnImageBringsIsKeptAndReadAgain() {
    var answer = send(statement(List.of("fix: a", "BREAKING CHANGE: drops v1")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var kept = JSON.readTree(answer.body());
    assertThat(kept.path("since").asString()).isEqualTo(SINCE);
    assertThat(kept.path("commits").path(1).asString()).isEqualTo("BREAKING CHANGE: drops v1");
    var list = Visitor.signedIn(port, "vera").get("/api/v1/evidence?service=" + slug());
    assertThat(JSON.readTree(list.body()).at("/items/0")).isEqualTo(kept);
    assertThat(
            jdbc.sql(
                    """
                    select after ->> 'since' from audit.audit_event
                    where action = 'evidence.recorded' and service = ?
                    """)
                .param(slug())
                .query(String.class)
                .single())
        .isEqualTo(SINCE);
  }

  @Test
  void policiesAreToldWhatCountsThereByDigestAndByCommit() {
    send(statement(List.of("fix: a")));
    send(statement(List.of("fix: a")));
    send(statement(List.of("feat: b")));
    var tag = statement(List.of("docs: c"));
    tag.put("image", image.substring(0, image.indexOf('@')));
    assertThat(send(tag).statusCode()).isEqualTo(201);
    stage.record(stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.kofi));

    assertThat(ofDigest(EnvironmentClass.PRODUCTION))
        .as("everything that was said of the digest, the same once, the newest first")
        .extracting(Commits::lines)
        .containsExactly(List.of("feat: b"), List.of("fix: a"));
    for (var abbreviated : List.of(commit, commit.substring(0, 7), commit + "ff")) {
      assertThat(known().commitsUpTo(service(), abbreviated, EnvironmentClass.PRODUCTION, 10))
          .as(abbreviated)
          .hasSize(2);
    }
    var other = commit.substring(0, 7) + (commit.charAt(7) == 'f' ? "0" : "f");
    assertThat(known().commitsUpTo(service(), other, EnvironmentClass.PRODUCTION, 10)).isEmpty();
    assertThat(known().madeOf(service(), digest(), EnvironmentClass.PRODUCTION, 10))
        .containsExactly(commit);
    assertThat(ofDigest(EnvironmentClass.PRODUCTION, 1)).hasSize(1);
  }

  @Test
  void whoMayNotChangeProductionTellsItNothing() {
    secret =
        stage.token(stage.ada, "", EnvironmentClass.DEVELOPMENT, EnvironmentClass.STAGING).secret();
    assertThat(send(statement(List.of("fix: a"))).statusCode()).isEqualTo(201);

    assertThat(ofDigest(EnvironmentClass.PRODUCTION)).isEmpty();
    assertThat(known().commitsUpTo(service(), commit, EnvironmentClass.PRODUCTION, 10)).isEmpty();
    assertThat(known().madeOf(service(), digest(), EnvironmentClass.PRODUCTION, 10)).isEmpty();
    assertThat(ofDigest(EnvironmentClass.STAGING)).hasSize(1);
    assertThat(known().commitsOf(stage.other.id().value(), digest(), EnvironmentClass.STAGING, 10))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"commits\": []' | 422 | 1 to 500 lines",
        "'\"commits\": null' | 422 | 1 to 500 lines",
        "'\"commits\": [null]' | 400 | null is none",
        "'\"commits\": \"fix: a\"' | 400 | commits",
        "'\"commits\": [\"one\\ntwo\"]' | 422 | on one line",
        "'\"commits\": [\"a\\u0000b\"]' | 400 | does not fit",
        "'\"commits\": [\"a\\u0007b\"]' | 422 | visible characters",
        "'\"commits\": [\"a\\u202eb\"]' | 422 | visible characters",
        "'\"commits\": [\" \"]' | 422 | visible characters",
        "'\"since\": null' | 422 | after which its commits begin",
        "'\"since\": \"v1.0.0\"' | 422 | hexadecimal digits",
        "'\"since\": \"0a1b2c\"' | 422 | hexadecimal digits",
        "'\"commit\": null' | 422 | names the commit",
        "'\"commit\": \"0a1b2c3d4e\"' | 422 | not of this one",
        "'\"outcome\": \"failed\"' | 422 | cannot fail",
        "'\"kind\": \"test\"' | 422 | belong to evidence of kind commits",
        "'\"until\": \"0a1b2c3d\"' | 400 | until",
      })
  void whatIsNotTakenIsSaid(String instead, int status, String says) {
    var statement = statement(List.of("fix: a"));
    statement.setAll((ObjectNode) JSON.readTree("{" + instead + "}"));

    var answer = send(statement);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("detail").asString()).contains(says);
    assertThat(ofDigest(EnvironmentClass.PRODUCTION)).isEmpty();
  }

  @Test
  void fiveHundredAreTakenAndTenThousandAreNot() {
    assertThat(send(statement(Collections.nCopies(500, "fix: " + "x".repeat(195)))).statusCode())
        .isEqualTo(201);
    assertThat(send(statement(Collections.nCopies(501, "fix: a"))).statusCode()).isEqualTo(422);
    var many = send(statement(Collections.nCopies(10_000, "fix: a")));
    assertThat(many.statusCode()).isEqualTo(422);
    assertThat(many.body()).contains("not 10000", "counts as a feature");
    assertThat(send(statement(List.of("fix: " + "x".repeat(196)))).statusCode()).isEqualTo(422);
    assertThat(ofDigest(EnvironmentClass.PRODUCTION)).hasSize(1);
  }

  @Test
  void aHostileSubjectStaysTextAndManyAreShortened() {
    send(statement(List.of("<img src=x onerror=alert(1)>", "fix: ${7*7} [[${7*7}]]")));

    var panel = panel();
    assertThat(panel.select("img")).isEmpty();
    assertThat(panel.select("details li").eachText())
        .containsExactly("<img src=x onerror=alert(1)>", "fix: ${7*7} [[${7*7}]]");
    assertThat(panel.text()).contains("since " + SINCE, "2 lines");

    send(statement(Collections.nCopies(60, "fix: a")));
    assertThat(panel().select("details li")).hasSize(50);
    assertThat(panel().text()).contains("60 lines, the first 50");
  }

  @Test
  void theDatabaseKeepsNoRangeWithoutItsEnds() {
    var kept =
        stage.record(stage.says(image, EvidenceKind.TEST, true), EvidenceStage.actor(stage.kofi));

    assertThatThrownBy(() ->
            jdbc.sql(
                    """
                    insert into evidence (id, repository, digest, kind, tool, passed, summary,
                      classes, via, source_name)
                    select gen_random_uuid(), repository, digest, 'commits', '', true, 'x', classes,
                      via, source_name from evidence where id = :id
                    """)
                .param("id", kept.id())
                .update())
        .hasStackTraceContaining("evidence_range");
  }

  private Document panel() {
    return Visitor.page(Visitor.signedIn(port, "vera").get("/services/" + slug() + "/evidence"));
  }

  private ObjectNode statement(List<String> commits) {
    var statement =
        JSON.createObjectNode()
            .put("image", image)
            .put("service", slug())
            .put("kind", "commits")
            .put("outcome", "passed")
            .put("summary", "since the version of before")
            .put("commit", commit)
            .put("since", SINCE);
    var lines = statement.putArray("commits");
    commits.forEach(lines::add);
    return statement;
  }

  private HttpResponse<String> send(ObjectNode statement) {
    return new Visitor(port)
        .send(
            "POST",
            "/api/v1/evidence",
            BodyPublishers.ofString(statement.toString()),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + secret);
  }

  private List<Commits> ofDigest(EnvironmentClass where) {
    return ofDigest(where, 10);
  }

  private List<Commits> ofDigest(EnvironmentClass where, int most) {
    return known().commitsOf(service(), digest(), where, most);
  }

  private ImageEvidence known() {
    return context.getBean(ImageEvidence.class);
  }

  private String digest() {
    return image.substring(image.indexOf('@') + 1);
  }

  private UUID service() {
    return stage.service.id().value();
  }

  private String slug() {
    return stage.service.slug();
  }
}
