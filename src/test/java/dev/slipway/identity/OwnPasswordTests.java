package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/// A person changes their own password.
@SlipwayTest
class OwnPasswordTests {

  private static final String OLD = "the old password of mine";
  private static final String NEW = "the new password of mine";

  @LocalServerPort int port;
  @Autowired OwnPassword own;
  @Autowired People people;
  @Autowired Passwords passwords;
  @Autowired OneTimeLinks links;
  @Autowired JdbcClient jdbc;
  @Autowired FindByIndexNameSessionRepository<? extends Session> sessions;

  private PersonSummary mina;
  private Actor actor;

  @BeforeEach
  void register() {
    var unique = UuidV7.next().toString().substring(24);
    mina = people.register("mina-" + unique, "Mina " + unique, Actor.SYSTEM);
    passwords.set(mina.id(), OLD);
    actor =
        new Actor(
            mina.id().value(),
            mina.name(),
            Via.SESSION,
            // An address of her own: others fail from the usual one.
            "192.0.2." + unique,
            null,
            Instant.now());
  }

  @Test
  void aNewPasswordEndsOtherSessionsAndLinksAndIsAudited() {
    var here = session(sessions);
    session(sessions);
    var link = links.make(mina.id(), Actor.SYSTEM);
    var mine = session(sessions);

    own.change(OLD, NEW, NEW, mine, actor);

    assertThat(passwords.matches(mina.id(), NEW)).isTrue();
    assertThat(passwords.matches(mina.id(), OLD)).isFalse();
    assertThat(sessions.findByPrincipalName(mina.id().value().toString()))
        .containsOnlyKeys(mine)
        .doesNotContainKey(here);
    assertThat(links.owner(link.secret())).isEmpty();
    assertThat(audited("password.set")).isOne();
  }

  @Test
  void whatDoesNotDoIsRefusedAtItsFieldAndChangesNothing() {
    refused("password", "12 to 200 characters, this one 5", OLD, "short", "short");
    refused("again", "typed in two ways", OLD, NEW, NEW + ".");
    refused("current", "That did not work", "another password", NEW, NEW);
    refused("password", "the password that you have", OLD, OLD, OLD);

    assertThat(passwords.matches(mina.id(), OLD)).isTrue();
    assertThat(audited("password.set")).isZero();
  }

  @Test
  @Negative(49)
  void guessingTheCurrentOneIsBrakedLikeASignIn() {
    for (var guess = 0; guess < 8; guess++) {
      refused("current", "That did not work", "guess number " + guess, NEW, NEW);
    }

    refused("current", "wait 15 minutes", OLD, NEW, NEW);

    assertThat(passwords.matches(mina.id(), OLD)).isTrue();
  }

  @Test
  void theSandboxSaysThatItHasNone() {
    var ada = Visitor.signedIn(port, "ada");

    assertThat(Visitor.page(ada.get("/me")).select("main").text())
        .contains("The sandbox has no passwords");
    var answer = ada.post("/me/password", Map.of("current", OLD, "password", NEW, "again", NEW));
    assertThat(answer.statusCode()).isEqualTo(422);
  }

  private void refused(String field, String words, String current, String next, String again) {
    assertThatThrownBy(() -> own.change(current, next, again, "none", actor))
        .isInstanceOfSatisfying(
            FieldRefused.class, refused -> assertThat(refused.field()).isEqualTo(field))
        .hasMessageContaining(words);
  }

  private <S extends Session> String session(FindByIndexNameSessionRepository<S> repository) {
    var session = repository.createSession();
    session.setAttribute(
        FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, mina.id().value().toString());
    repository.save(session);
    return session.getId();
  }

  private long audited(String action) {
    return jdbc.sql(
            "select count(*) from audit.audit_event where action = :action and subject_name = :name")
        .param("action", action)
        .param("name", mina.name())
        .query(Long.class)
        .single();
  }
}
