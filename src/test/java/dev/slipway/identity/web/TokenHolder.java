package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.People;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.PersonSummary;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Somebody of their own with API tokens, and calls by them.
@SlipwayTest
class TokenHolder {

  static final String SERVICES = "/api/v1/services";

  @LocalServerPort int port;
  @Autowired People people;
  @Autowired JdbcClient jdbc;
  final PersonMother mother = new PersonMother();
  PersonSummary owner;

  @BeforeEach
  void somebody() {
    owner = mother.person(people);
  }

  String make(Map<String, String> form) {
    var all = new java.util.HashMap<>(form);
    all.putIfAbsent("days", "7");
    var answer = signedIn().post("/tokens", all);
    assertThat(answer.statusCode()).isEqualTo(200);
    var secret = Visitor.page(answer).select("[role=status] code").eachText().getFirst();
    assertThat(secret).matches("slw_[A-Za-z0-9_-]{43}");
    return secret;
  }

  Visitor signedIn() {
    return Visitor.signedIn(port, owner.handle());
  }

  HttpResponse<String> with(String secret, String path) {
    return new Visitor(port).get(path, "Authorization", "Bearer " + secret);
  }

  HttpResponse<String> send(String secret, String method, String path, String body) {
    return new Visitor(port)
        .send(
            method,
            path,
            BodyPublishers.ofString(body),
            "Authorization",
            "Bearer " + secret,
            "Content-Type",
            "application/json");
  }

  void assertOver(String secret, String why) {
    var answer = with(secret, SERVICES);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains(why);
  }

  List<String> trail(String actor) {
    return jdbc.sql(
            "select distinct actor_person || ' ' || via || ' ' || outcome from audit.audit_event"
                + " where actor_person = :person and actor_name like "
                + actor)
        .param("person", owner.id().value())
        .query((row, _) -> String.valueOf(row.getString(1)))
        .list();
  }

  static void sql(String statement) {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
