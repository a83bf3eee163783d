package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.ServiceView;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.IssueToken;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.kernel.Actor;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files of objectives by API tokens: a token takes over what lies within its bounds, and says of
/// every other document why not.
@SlipwayTest
class ObjectiveTokenTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;
  private SloStage stage;
  private SloStage elsewhere;
  private PersonSummary owner;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
    elsewhere = new SloStage(context);
    owner = stage.person("ci", Role.SERVICE_OWNER, null);
    give(elsewhere.team);
  }

  @Test
  @Negative(35)
  void whatLiesOutsideOfItsServicesIsRefusedByItselfAndTheRestIsStored() {
    var other = stage.service("other-" + stage.unique);
    var token = token(true, null, stage.service.slug());

    var answer = imported(token, file(stage.service, other, elsewhere.service), 200);

    assertThat(answer.path("stored").asBoolean()).isTrue();
    assertThat(outcomes(answer)).containsExactly("new", "refused", "refused");
    for (var at : List.of(1, 2)) {
      assertThat(answer.at("/objectives/%d/why".formatted(at)).asString())
          .contains(
              "The token '" + stage.unique + "' may not do this with objective 'availability'",
              "take objectives over from files, of " + stage.service.slug());
    }
    assertThat(services())
        .as("what its owner could do signed in, the token did not")
        .containsExactly(stage.service.slug());
    assertThat(
            jdbc.sql(
                    """
                    select actor_name from audit.audit_event
                    where action = 'objective.imported' and service = :service
                    """)
                .param("service", stage.service.slug())
                .query(String.class)
                .single())
        .endsWith("by token " + stage.unique);
  }

  @Test
  @Negative(35)
  void teamsAndEnvironmentsBoundItToo() {
    var ofTeam = token(true, stage.team, "");
    assertThat(outcomes(imported(ofTeam, file(stage.service, elsewhere.service), 200)))
        .containsExactly("new", "refused");

    var staging =
        stage
            .bean(ApiTokens.class)
            .issue(
                new IssueToken(
                    "staging-" + stage.unique,
                    false,
                    true,
                    null,
                    "",
                    EnumSet.of(EnvironmentClass.STAGING),
                    7),
                SloStage.actor(owner))
            .secret();
    var looser = file(stage.service).replace("objective: 99.9", "objective: 90");
    var answer = imported(staging, looser, 200);
    assertThat(outcomes(answer)).containsExactly("refused");
    assertThat(answer.at("/objectives/0/why").asString()).contains("in staging");
    assertThat(
            jdbc.sql("select objective from slo where service = ?")
                .param(stage.service.id().value())
                .query(BigDecimal.class)
                .single())
        .isEqualByComparingTo("99.9");
  }

  @Test
  void noTokenLoosensWhatTheGateOfProductionGoesBy() {
    var token = token(true, null, "");
    imported(token, file(stage.service), 200);

    var looser = file(stage.service).replace("objective: 99.9", "objective: 90");
    var answer = imported(token, looser, 200);

    assertThat(outcomes(answer)).containsExactly("refused");
    assertThat(answer.at("/objectives/0/why").asString())
        .contains("The gate of", "No token does that", "in the browser, on its page");
    assertThat(answer.at("/objectives/0/changes/0").asString())
        .isEqualTo("objective: 99.9 is now 90");
    var stricter = file(stage.service).replace("objective: 99.9", "objective: 99.95");
    assertThat(outcomes(imported(token, stricter, 200))).containsExactly("changed");
  }

  @Test
  @Negative(32)
  void whatShipsEditsNoObjectives() {
    var ships = token(false, null, "");
    assertThat(imported(ships, file(stage.service), 403).path("detail").asString())
        .contains("may not do this", "plan, start and abort changes");
    assertThat(services()).isEmpty();
  }

  @Test
  void aTokenNeverMayMoreThanItsOwner() {
    var token = token(true, null, "");
    var grants = stage.bean(Grants.class);
    grants.of(owner.id()).stream()
        .filter(grant -> grant.team() != null && grant.team().id().equals(stage.team.id()))
        .forEach(grant -> grants.end(grant.id(), "changed teams", Actor.SYSTEM));

    assertThat(outcomes(imported(token, file(stage.service, elsewhere.service), 200)))
        .containsExactly("refused", "new");
  }

  @Test
  void whatATokenReadsAsAFileItTakesInAgainWithoutAChange() {
    var token = token(true, null, stage.service.slug());
    imported(token, file(stage.service), 200);

    var file = call(token, "GET", "/api/v1/slos/file?service=" + stage.service.slug(), "");

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).contains("service: " + stage.service.slug(), "objective: 99.9");
    assertThat(outcomes(imported(token, file.body(), 200))).containsExactly("same");
  }

  private void give(TeamSummary team) {
    stage
        .bean(Grants.class)
        .give(owner.id(), Role.SERVICE_OWNER, team.id(), null, "A test of tokens", Actor.SYSTEM);
  }

  private String token(boolean objectives, @Nullable TeamSummary team, String services) {
    return stage
        .bean(ApiTokens.class)
        .issue(
            new IssueToken(
                stage.unique,
                !objectives,
                objectives,
                team == null ? null : team.slug(),
                services,
                EnumSet.allOf(EnvironmentClass.class),
                7),
            SloStage.actor(owner))
        .secret();
  }

  private static String file(ServiceView... services) {
    return Arrays.stream(services)
        .map(service ->
            """
            version: prometheus/v1
            service: %s
            slos:
              - name: availability
                objective: 99.9
                sli:
                  events:
                    error_query: sum(rate(bad[{{.window}}]))
                    total_query: sum(rate(every[{{.window}}]))
            """
                .formatted(service.slug()))
        .collect(Collectors.joining("---\n"));
  }

  private JsonNode imported(String token, String text, int status) {
    var body =
        JSON.writeValueAsString(
            Map.of(
                "text",
                text,
                "environment",
                stage.production.slug(),
                "datasource",
                "source-" + stage.unique));
    var answer = call(token, "POST", "/api/v1/slos/import", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> call(String token, String method, String path, String body) {
    return new Visitor(port)
        .send(
            method,
            path,
            BodyPublishers.ofString(body),
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            UUID.randomUUID().toString());
  }

  private static List<String> outcomes(JsonNode answer) {
    return answer
        .path("objectives")
        .valueStream()
        .map(one -> one.path("outcome").asString())
        .toList();
  }

  /// Of the services of this test, those that have an objective.
  private List<String> services() {
    return jdbc
        .sql("select service from slo where datasource = ?")
        .param(stage.datasource)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list()
        .stream()
        .map(id -> id.equals(stage.service.id().value()) ? stage.service.slug() : id.toString())
        .toList();
  }
}
