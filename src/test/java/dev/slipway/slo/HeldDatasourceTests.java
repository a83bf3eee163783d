package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.DecisionRefused;
import dev.slipway.approvals.Inbox;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.slo.prometheus.PrometheusDouble;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.Canaries;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where two administrators have existed, nobody says alone where the portal calls to count, what
/// it shows there and whom it trusts.
@SlipwayTest
class HeldDatasourceTests {

  private static final String TOKEN = "token-that-waits-for-somebody";

  @Autowired private ApplicationContext context;
  @Autowired private Datasources datasources;
  @Autowired private DatasourceRows rows;
  @Autowired private DatasourceKeys keys;
  @Autowired private JdbcClient jdbc;
  private SloStage stage;
  private Agreeing agreeing;
  private PersonSummary sam;
  private PersonSummary noor;
  private PrometheusDouble first;
  private PrometheusDouble second;

  @BeforeEach
  void appointTwo() throws IOException {
    stage = new SloStage(context);
    agreeing = new Agreeing(context::getBean);
    sam = agreeing.person(Role.PLATFORM_ADMIN);
    noor = agreeing.person(Role.PLATFORM_ADMIN);
    first = answering();
    second = answering();
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  private static PrometheusDouble answering() throws IOException {
    var server = new PrometheusDouble();
    server.says(asked ->
        asked.path().endsWith("/query")
            ? Says.data("{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}")
            : Says.data("{\"version\":\"3.1.0\",\"storageRetention\":\"15d\"}"));
    return server;
  }

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
            "+What it is let in by was given anew; what is in use is deleted");
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
    var elsewhere =
        stage.environment(EnvironmentClass.STAGING).slug();

    assertThat(
            datasources.edit(
                known().id(),
                wish(first.address().toString(), "", "", elsewhere),
                actor(sam)))
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

  private String name() {
    return "held-" + stage.unique;
  }

  private ConnectDatasource wish(
      String address, String secret, String certificates, String environment) {
    return new ConnectDatasource(
        name(),
        address,
        Set.of(environment),
        DatasourceAuth.BEARER,
        "",
        secret,
        certificates,
        "The campus has one of its own");
  }

  private Optional<WaitingAct> connect(PrometheusDouble server, String secret) {
    return datasources.connect(
        wish(server.address().toString(), secret, "", stage.production.slug()), actor(sam));
  }

  private Optional<WaitingAct> edit(PrometheusDouble server, String secret) {
    return datasources.edit(
        known().id(),
        wish(server.address().toString(), secret, "", stage.production.slug()),
        actor(sam));
  }

  private DatasourceView known() {
    return datasources.byId(rows.named(name()).orElseThrow());
  }

  private static Actor actor(PersonSummary person) {
    return Agreeing.session(person);
  }

  private static ApprovalId id(WaitingAct act) {
    return new ApprovalId(act.id());
  }

  private void agree(WaitingAct act) {
    agreeing.approve(id(act), actor(noor));
    agreeing.count(id(act));
  }

  private void reject(WaitingAct act) {
    agreeing.decide(id(act), false, actor(noor));
    agreeing.count(id(act));
  }

  private String state(WaitingAct act) {
    return column("state", act);
  }

  private String why(WaitingAct act) {
    return column("ended_why", act);
  }

  private String column(String column, WaitingAct act) {
    return jdbc.sql("select " + column + " from held_act where request = ?")
        .param(act.id())
        .query(String.class)
        .single();
  }

  private byte @Nullable [] payload(WaitingAct act) {
    return jdbc.sql("select payload from held_act where request = ?")
        .param(act.id())
        .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
        .single()
        .orElse(null);
  }

  private List<String> lines(WaitingAct act) {
    var held = Objects.requireNonNull(
        stage.bean(Inbox.class).item(id(act), actor(noor)).held());
    return held.lines().stream().map(line -> line.sign() + line.text()).toList();
  }

  /// Where the token of this test can be read.
  private List<String> keptReadable() {
    var canaries = new Canaries();
    canaries.keep("the token that waits", TOKEN);
    for (var table :
        List.of("held_act", "approval_request", "audit.audit_event", "slo_datasource")) {
      jdbc.sql("select t::text from " + table + " t")
          .query(String.class)
          .list()
          .forEach(row -> canaries.look(table, row));
    }
    jdbc.sql("select payload from held_act where payload is not null")
        .query((row, _) -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
        .list()
        .forEach(row -> canaries.look("held_act.payload", row));
    return canaries.found();
  }

  private List<String> audited(String action) {
    return jdbc.sql(
            """
            select actor_name || ': ' || coalesce(after::text, '') from audit.audit_event
            where action = :action and subject_name = :name
            """)
        .param("action", action)
        .param("name", name())
        .query(String.class)
        .list();
  }
}
