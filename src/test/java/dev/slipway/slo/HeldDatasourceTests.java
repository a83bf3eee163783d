package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.DecisionRefused;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.People;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where two administrators have existed, nobody says alone where the portal calls to count, what
/// it shows there and whom it trusts.
class HeldDatasourceTests extends HeldDatasourceStage {

  @Test
  @Promise({"P5", "P18"})
  void oneIsConnectedOnceAnotherAdministratorHasAgreed() {
    var act = connect(first, TOKEN).orElseThrow();

    assertThat(rows.named(name())).isEmpty();
    assertThat(datasources.waiting()).extracting(WaitingAct::title).contains(act.title());
    assertThat(lines(act))
        .containsExactly(
            "+A Prometheus named " + name(),
            "+Address: " + first.address(),
            "+The portal shows it a token",
            "+Trusted authorities: those of Java",
            "+It has the samples of " + stage.production.slug());
    assertThat(keptReadable()).isEmpty();
    assertThatExceptionOfType(DomainFailure.class)
        .isThrownBy(() -> connect(second, TOKEN))
        .withMessageContaining("waits for a second person");

    agree(act);

    assertThat(state(act)).isEqualTo("DONE");
    assertThat(keys.open(known()).bearer()).isEqualTo(TOKEN);
    assertThat(known().answeredAt()).isNotNull();
    assertThat(payload(act)).isNull();
    assertThat(audited("datasource.connected"))
        .singleElement()
        .asString()
        .startsWith(sam.name())
        .contains("agreedBy", noor.name())
        .doesNotContain(TOKEN);
  }

  @Test
  void anAlertmanagerWaitsAsAPrometheusDoes() {
    first.says(_ -> Says.json(200, "{\"versionInfo\":{\"version\":\"0.27.0\"}}"));
    var wish =
        new ConnectDatasource(
            name(),
            first.address().toString(),
            Set.of(stage.production.slug()),
            DatasourceAuth.NONE,
            "",
            "",
            "",
            "It knows who silenced what",
            SliDatasource.Kind.ALERTMANAGER);

    var act = datasources.connect(wish, actor(sam)).orElseThrow();
    assertThat(lines(act))
        .contains("+An Alertmanager named " + name(), "+The portal shows it nothing to be let in");
    agree(act);

    assertThat(known().kind()).isEqualTo(SliDatasource.Kind.ALERTMANAGER);
    assertThat(known().version()).isEqualTo("0.27.0");
  }

  @Test
  @Promise("P5")
  void whatIsInUseStaysUntilAnotherAddressIsAgreedTo() {
    agree(connect(first, TOKEN).orElseThrow());
    first.asked().clear();

    var act = edit(second, "another-" + TOKEN).orElseThrow();

    assertThat(known().address()).isEqualTo(first.address().toString());
    assertThat(keys.open(known()).bearer()).isEqualTo(TOKEN);
    assertThat(lines(act))
        .contains(
            "-Address: " + first.address(),
            "+Address: " + second.address(),
            "+What lets the portal in was given anew; what is in use is deleted");
    assertThat(keptReadable()).isEmpty();

    agree(act);

    assertThat(known().address()).isEqualTo(second.address().toString());
    assertThat(keys.open(known()).bearer()).isEqualTo("another-" + TOKEN);
    assertThat(second.asked()).allMatch(asked -> ("Bearer another-" + TOKEN).equals(asked.entry()));
    assertThat(first.asked()).as("the new token goes to the new address only").isEmpty();
    assertThat(audited("datasource.edited")).singleElement().asString().contains(noor.name());
  }

  @Test
  void anotherTokenAndOtherAuthoritiesWaitToo(@TempDir Path folder) throws IOException {
    agree(connect(first, TOKEN).orElseThrow());

    var token = edit(first, "another-" + TOKEN).orElseThrow();
    reject(token);

    assertThat(state(token)).isEqualTo("REJECTED");
    assertThat(payload(token)).isNull();
    assertThat(keys.open(known()).bearer()).isEqualTo(TOKEN);
    assertThat(audited("datasource.edited")).isEmpty();

    var pem = Files.readString(new TestAuthority(folder).certificate());
    var authorities = wish(first.address().toString(), TOKEN, pem, stage.production.slug());
    var act = datasources.edit(known().id(), authorities, actor(sam)).orElseThrow();
    assertThat(lines(act))
        .contains("-Trusted authorities: those of Java")
        .anyMatch(line ->
            line.startsWith("+Trusted authorities: those of Java, CN=")
                && line.contains("SHA-256"));
  }

  @Test
  void aNameAndEnvironmentsWaitForNobody() {
    agree(connect(first, TOKEN).orElseThrow());
    var elsewhere = stage.environment(EnvironmentClass.STAGING).slug();

    assertThat(
            datasources.edit(
                known().id(), wish(first.address().toString(), "", "", elsewhere), actor(sam)))
        .isEmpty();

    assertThat(known().environments()).singleElement().matches(one -> one.slug().equals(elsewhere));
    assertThat(keys.open(known()).bearer()).isEqualTo(TOKEN);
    assertThat(audited("datasource.edited")).singleElement().asString().doesNotContain("agreedBy");
  }

  @Test
  void whatWasChangedMeanwhileIsNotOverwritten() {
    agree(connect(first, TOKEN).orElseThrow());
    var act = edit(second, "another-" + TOKEN).orElseThrow();
    var elsewhere = stage.environment(EnvironmentClass.STAGING).slug();
    datasources.edit(
        known().id(), wish(first.address().toString(), "", "", elsewhere), actor(noor));

    agree(act);

    assertThat(state(act)).isEqualTo("FAILED");
    assertThat(why(act)).contains("changed this datasource meanwhile");
    assertThat(known().address()).isEqualTo(first.address().toString());
  }

  @Test
  void whatDoesNotAnswerAnyMoreIsNotStored() {
    var act = connect(first, TOKEN).orElseThrow();
    first.close();

    agree(act);

    assertThat(state(act)).isEqualTo("FAILED");
    assertThat(why(act)).startsWith("Not done: Nothing was stored: ");
    assertThat(rows.named(name())).isEmpty();
  }

  @Test
  @Negative(1)
  @Promise("P5")
  void whoAskedDoesNotAgreeAndWhoLostTheRightAsksForNothing() {
    var act = connect(first, TOKEN).orElseThrow();
    assertThatThrownBy(() -> agreeing.approve(id(act), actor(sam)))
        .isInstanceOf(DecisionRefused.class);
    agreeing.approve(id(act), actor(noor));
    stage.bean(People.class).disable(sam.id(), "left", Actor.SYSTEM);

    agreeing.count(id(act));

    assertThat(state(act)).isEqualTo("FAILED");
    assertThat(rows.named(name())).isEmpty();
  }

  @Test
  void aNameThatIsTakenIsRefusedBeforeAnybodyIsAsked() {
    agree(connect(first, TOKEN).orElseThrow());
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> connect(second, TOKEN))
        .matches(refused -> refused.field().equals("name"));
  }
}
