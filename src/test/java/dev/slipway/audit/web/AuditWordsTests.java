package dev.slipway.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.AuditEntry;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AuditWordsTests {

  private static final String ID = "0199f2a0-0000-7000-8000-00000000000a";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void actsAndFactsAreSaidAsPeopleSayThem() {
    assertThat(AuditWords.act("deployment.verifying")).isEqualTo("Deployment verifying");
    assertThat(AuditWords.reason("Used by deployment 01a202b4-cc1e-797b-876d-ee853e8d4632"))
        .isEqualTo("Used by its deployment");
    assertThat(AuditWords.act("service.dependencies-edited")).isEqualTo("Dependencies edited");
    assertThat(AuditWords.act("session.started")).isEqualTo("Signed in");
    assertThat(AuditWords.field("setBy")).isEqualTo("Set by");
    assertThat(AuditWords.outcome("accepted")).isEqualTo("Done");
  }

  @Test
  void aReleasedLockComparesNothingAndNamesWhereItWas() {
    var view =
        view("{}", "{\"lock\":\"%s\",\"placement\":\"%s\",\"setBy\":\"Jon\"}".formatted(ID, ID));

    assertThat(view.compares()).isFalse();
    assertThat(fact(view, "placement").words()).isEqualTo("vote in production");
    assertThat(fact(view, "placement").href()).isEqualTo("/services/vote/env/production");
    assertThat(fact(view, "placement").written()).isEqualTo(ID);
    assertThat(fact(view, "setBy").words()).isEqualTo("Jon");
  }

  @Test
  void aStateAndItsEffectAreWords() {
    var view = view("{\"state\":\"running\"}", "{\"state\":\"rolled-back\",\"effect\":\"MADE\"}");

    assertThat(view.compares()).isTrue();
    assertThat(fact(view, "effect").words()).isEqualTo("The cluster has it");
    assertThat(Objects.requireNonNull(view.changes().getLast().after()).words())
        .isEqualTo("Rolled back");
  }

  @Test
  void whatSomebodyNamedInCapitalsStaysAsItIs() {
    var view =
        view(
            "{\"kind\":\"rollout\"}",
            "{\"name\":\"EMIS\",\"environment\":\"QA\",\"kind\":\"rollout\"}");

    assertThat(fact(view, "name").words()).isEqualTo("EMIS");
    assertThat(fact(view, "environment").words()).isEqualTo("QA");
    var kind = view.changes().stream().filter(change -> change.field().equals("kind")).findFirst();
    assertThat(Objects.requireNonNull(kind.orElseThrow().after()).words()).isEqualTo("Rollout");
  }

  private static AuditFact fact(AuditEventView view, String field) {
    var found = view.changes().stream().filter(change -> change.field().equals(field)).findFirst();
    return Objects.requireNonNull(found.orElseThrow().only());
  }

  private static AuditEventView view(String before, String after) {
    return AuditEventView.of(
        new AuditEntry(
            UUID.fromString(ID),
            Instant.EPOCH,
            null,
            null,
            "system",
            "SYSTEM",
            "lock.released",
            Subject.of("placement", ID, "Vote in Production").in("vote", "production"),
            Outcome.SUCCEEDED,
            "the fair is over",
            null,
            JSON.readTree(before),
            JSON.readTree(after),
            null,
            null,
            null,
            1,
            "hash"));
  }
}
