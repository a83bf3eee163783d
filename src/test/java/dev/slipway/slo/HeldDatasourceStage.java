package dev.slipway.slo;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.Inbox;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.slo.prometheus.PrometheusDouble;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.Canaries;
import dev.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Two administrators, and two servers that answer like a Prometheus.
@SlipwayTest
class HeldDatasourceStage {

  static final String TOKEN = "token-that-waits-for-somebody";

  @Autowired ApplicationContext context;
  @Autowired Datasources datasources;
  @Autowired DatasourceRows rows;
  @Autowired DatasourceKeys keys;
  @Autowired JdbcClient jdbc;
  SloStage stage;
  Agreeing agreeing;
  PersonSummary sam;
  PersonSummary noor;
  PrometheusDouble first;
  PrometheusDouble second;

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

  String name() {
    return "held-" + stage.unique;
  }

  ConnectDatasource wish(String address, String secret, String certificates, String environment) {
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

  Optional<WaitingAct> connect(PrometheusDouble server, String secret) {
    return datasources.connect(
        wish(server.address().toString(), secret, "", stage.production.slug()), actor(sam));
  }

  Optional<WaitingAct> edit(PrometheusDouble server, String secret) {
    return datasources.edit(
        known().id(),
        wish(server.address().toString(), secret, "", stage.production.slug()),
        actor(sam));
  }

  DatasourceView known() {
    return datasources.byId(rows.named(name()).orElseThrow());
  }

  static Actor actor(PersonSummary person) {
    return Agreeing.session(person);
  }

  static ApprovalId id(WaitingAct act) {
    return new ApprovalId(act.id());
  }

  void agree(WaitingAct act) {
    agreeing.approve(id(act), actor(noor));
    agreeing.count(id(act));
  }

  void reject(WaitingAct act) {
    agreeing.decide(id(act), false, actor(noor));
    agreeing.count(id(act));
  }

  String state(WaitingAct act) {
    return column("state", act);
  }

  String why(WaitingAct act) {
    return column("ended_why", act);
  }

  private String column(String column, WaitingAct act) {
    return jdbc.sql("select " + column + " from held_act where request = ?")
        .param(act.id())
        .query(String.class)
        .single();
  }

  byte @Nullable [] payload(WaitingAct act) {
    return jdbc.sql("select payload from held_act where request = ?")
        .param(act.id())
        .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
        .single()
        .orElse(null);
  }

  List<String> lines(WaitingAct act) {
    var held = Objects.requireNonNull(stage.bean(Inbox.class).item(id(act), actor(noor)).held());
    return held.lines().stream().map(line -> line.sign() + line.text()).toList();
  }

  /// Where the token of this test can be read.
  List<String> keptReadable() {
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

  List<String> audited(String action) {
    return jdbc.sql(
            """
            select actor_name || ': ' || coalesce(after::text, '') from audit.audit_event
            where action = :action and subject_name = :name
            """)
        .param("action", action)
        .param("name", name())
        .query((row, _) -> row.getString(1))
        .list();
  }
}
