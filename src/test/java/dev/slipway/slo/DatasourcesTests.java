package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.Environments;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.SignInAgain;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Via;
import dev.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What datasources are reached with, who may say so, and where a secret goes, where one
/// administrator is all there has been.
@SlipwayTest
class DatasourcesTests {

  private static final String SECRET = "token-of-the-prometheus";
  private static final String HERE = "https://prometheus.example.org/base";

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private final ProgrammedSource source = new ProgrammedSource();
  private SloStage stage;
  private Datasources datasources;
  private Actor sam;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
    var acts =
        new DatasourceActs(
            new NobodyElse(),
            stage.bean(DatasourceRows.class),
            stage.bean(DatasourceKeys.class),
            source,
            stage.bean(Environments.class),
            stage.bean(Access.class),
            context);
    datasources =
        new Datasources(
            stage.bean(DatasourceRows.class),
            stage.bean(DatasourceKeys.class),
            source,
            acts,
            stage.bean(Access.class),
            context,
            stage.bean(PlatformTransactionManager.class));
    var person = stage.bean(People.class).register("sam-" + stage.unique, "sam", Actor.SYSTEM);
    stage
        .bean(Grants.class)
        .give(person.id(), Role.PLATFORM_ADMIN, null, null, "A test of budgets", Actor.SYSTEM);
    sam = SloStage.actor(person);
  }

  private ConnectDatasource bearer(String address, String secret) {
    return new ConnectDatasource(
        "prometheus-" + stage.unique,
        address,
        Set.of(stage.production.slug()),
        DatasourceAuth.BEARER,
        "",
        secret,
        "",
        "Counts what users get");
  }

  /// Connects it at once, as nobody else has ever been an administrator.
  private UUID connected(ConnectDatasource wish) {
    assertThat(datasources.connect(wish, sam)).isEmpty();
    return stage.bean(DatasourceRows.class).named(wish.name()).orElseThrow();
  }

  @Test
  void aDatasourceIsStoredOnceItAnswered() {
    var id = connected(bearer(HERE + "/", SECRET));
    var view = datasources.byId(id);
    assertThat(view.address()).isEqualTo(HERE);
    assertThat(view.version()).isEqualTo("2.42.0");
    assertThat(view.retention()).hasDays(15);
    assertThat(view.answeredAt()).isNotNull();
    assertThat(view.trouble()).isNull();
    assertThat(datasources.of(stage.production.id())).extracting(DatasourceView::id).contains(id);
    assertThat(source.asked).singleElement().extracting(SliDatasource::bearer).isEqualTo(SECRET);

    source.health = new SliAnswer.Unavailable<>("connection refused");
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> datasources.connect(bearer("https://b.example.org", SECRET), sam))
        .withMessageContaining("connection refused")
        .matches(refused -> refused.field().equals("address"));
    source.health = new SliAnswer.NoEntry<>("401");
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> datasources.connect(bearer("https://b.example.org", SECRET), sam))
        .matches(refused -> refused.field().equals("secret"));
  }

  @Test
  void aSecretIsNeitherInTheRowNorInTheTrail() {
    var id = connected(bearer(HERE, SECRET));
    var sealed =
        jdbc.sql("select secret from slo_datasource where id = ?")
            .param(id)
            .query((row, _) -> row.getBytes(1))
            .single();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
    var told =
        jdbc.sql("select after::text from audit.audit_event where subject_id = ?")
            .param(id.toString())
            .query(String.class)
            .single();
    assertThat(told).contains(HERE).doesNotContain(SECRET);
  }

  @Test
  void aStoredSecretIsNotSentToAnotherAddress() {
    var id = connected(bearer(HERE, SECRET));
    source.asked.clear();
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> datasources.edit(id, bearer("https://evil.example.org", ""), sam))
        .matches(refused -> refused.field().equals("secret"));
    assertThat(source.asked).as("nobody was asked").isEmpty();

    datasources.edit(id, bearer(HERE, ""), sam);
    assertThat(source.asked).singleElement().extracting(SliDatasource::bearer).isEqualTo(SECRET);
    datasources.edit(id, bearer("https://new.example.org", "another"), sam);
    assertThat(source.asked.getLast().bearer()).isEqualTo("another");
  }

  @Test
  void aSecretDoesNotOpenWhereTheRowWasChangedBehindThePortal() {
    var id = connected(bearer(HERE, SECRET));
    jdbc.sql("update slo_datasource set address = 'https://evil.example.org' where id = ?")
        .param(id)
        .update();
    source.asked.clear();
    assertThat(datasources.check(id, sam)).contains("does not open");
    assertThat(source.asked).isEmpty();
  }

  @Test
  void aSecretDoesNotTravelInClearText() {
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> datasources.connect(bearer("http://prometheus.example.org", "x"), sam))
        .withMessageContaining("clear text");
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> bearer("https://user:pass@prometheus.example.org", ""))
        .withMessageContaining("credentials");
    assertThat(bearer(HERE, SECRET).toString()).doesNotContain(SECRET);
  }

  @Test
  void onlyAnAdministratorWhoHasJustSignedInConnectsOne() {
    var kofi = SloStage.actor(stage.kofi);
    assertThatThrownBy(() -> datasources.connect(bearer(HERE, SECRET), kofi))
        .isInstanceOf(NotAllowed.class);
    var longAgo =
        new Actor(
            sam.person(), "sam", Via.SESSION, "127.0.0.1", "test", Instant.now().minusSeconds(600));
    assertThatThrownBy(() -> datasources.connect(bearer(HERE, SECRET), longAgo))
        .isInstanceOf(SignInAgain.class);
    assertThat(source.asked).isEmpty();
  }

  @Test
  void oneThatIsCountedByStays() {
    var id = connected(bearer(HERE, SECRET));
    stage.objective("availability", id);
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> datasources.edit(id, elsewhere(), sam))
        .matches(refused -> refused.field().equals("environments"));
    assertThatExceptionOfType(DomainFailure.class)
        .isThrownBy(() -> remove(id))
        .withMessageContaining("1 objectives are or were counted");
  }

  private ConnectDatasource elsewhere() {
    var other = stage.environment(EnvironmentClass.STAGING);
    return new ConnectDatasource(
        "prometheus-" + stage.unique,
        HERE,
        Set.of(other.slug()),
        DatasourceAuth.BEARER,
        "",
        "",
        "",
        "It is scraped elsewhere");
  }

  @Test
  void oneThatNothingIsCountedByGoesWithItsSecret() {
    var id = connected(bearer(HERE, SECRET));
    remove(id);
    assertThatThrownBy(() -> datasources.byId(id)).isInstanceOf(DomainFailure.class);
    assertThat(
            jdbc.sql("select action from audit.audit_event where subject_id = ? order by id")
                .param(id.toString())
                .query(String.class)
                .list())
        .containsExactly("datasource.connected", "datasource.removed");
  }

  private void remove(UUID id) {
    stage
        .bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> datasources.remove(id, "Nobody asks it any more", sam));
  }

  @Test
  void whetherItAnswersIsNoted() {
    var id = connected(bearer(HERE, SECRET));
    source.health = new SliAnswer.Unavailable<>("connection refused");
    assertThat(datasources.check(id, sam)).isEqualTo("connection refused");
    assertThat(datasources.byId(id).trouble()).isEqualTo("connection refused");
    source.health = ProgrammedSource.got(new SliSource.SourceHealth("3.0", null));
    assertThat(datasources.check(id, sam)).isNull();
    assertThat(datasources.byId(id).trouble()).isNull();
  }

  @Test
  void thePortalsOwnKeepsItsIdWhenItsPortChanges() {
    var first = own("http://127.0.0.1:15001");
    assertThat(own("http://127.0.0.1:15002")).isEqualTo(first);
    assertThat(datasources.byId(first).own()).isTrue();
    assertThat(datasources.byId(first).address()).endsWith("15002");
  }

  private UUID own(String address) {
    var wish =
        new ConnectDatasource(
            "own-" + stage.unique,
            address,
            Set.of(stage.production.slug()),
            DatasourceAuth.NONE,
            "",
            "",
            "",
            "The demonstration counts here");
    return stage
        .bean(TransactionTemplate.class)
        .execute(_ -> datasources.connectOwn(wish, Actor.SYSTEM));
  }
}
