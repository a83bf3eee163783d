package dev.slipway.approvals;

import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The second person, for tests in which two administrators exist or may have existed: somebody new
/// with the role agrees, and the ten seconds pass.
public final class Agreeing {

  private final Beans portal;

  public Agreeing(Beans portal) {
    this.portal = portal;
  }

  /// Beans of the portal, by their type.
  public interface Beans {
    <T> T get(Class<T> type);
  }

  /// Lets what waits be done, if it waits.
  public void to(Optional<WaitingAct> waiting) {
    waiting.ifPresent(act -> at(act.link()));
  }

  /// The same for the page that a form led to; does nothing where that is none of a held act.
  public void at(String page) {
    if (page.contains("/approvals/")) {
      var id = new ApprovalId(UUID.fromString(page.replaceFirst(".*/approvals/", "")));
      var role = portal.get(Approvals.class).standing(id).rules().getFirst().rule().role();
      approve(id, session(person(role)));
      count(id);
    }
  }

  public PersonSummary person(Role role) {
    var unique = UuidV7.next().toString().substring(24);
    var person =
        portal.get(People.class).register("second-" + unique, "Second " + unique, Actor.SYSTEM);
    portal.get(Grants.class).give(person.id(), role, null, null, "test", Actor.SYSTEM);
    return person;
  }

  public void approve(ApprovalId id, Actor actor) {
    decide(id, true, actor);
  }

  public void decide(ApprovalId id, boolean approve, Actor actor) {
    var approvals = portal.get(Approvals.class);
    approvals.decide(new Decide(id, approvals.standing(id).contentHash(), approve, "test"), actor);
  }

  /// Lets the ten seconds pass and the portal count.
  public void count(ApprovalId id) {
    owner("update decision set counts_at = clock_timestamp() where request = '%s'", id.value());
    portal.get(HeldActSettling.class).settle(id);
  }

  public static Actor session(PersonSummary person) {
    return new Actor(
        person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  public static void owner(String sql, UUID id) {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql.formatted(id));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
