package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A person changes their own password, with the one they have.
@Service
public class OwnPassword {

  private final SignIns signIns;
  private final Passwords passwords;
  private final Sessions sessions;
  private final OneTimeLinks links;
  private final Rights rights;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  OwnPassword(
      SignIns signIns,
      Passwords passwords,
      Sessions sessions,
      OneTimeLinks links,
      Rights rights,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.signIns = signIns;
    this.passwords = passwords;
    this.sessions = sessions;
    this.links = links;
    this.rights = rights;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// Ends every other session of the person and every link that would set another password. A wrong
  /// current password counts like a wrong one at the sign-in.
  ///
  /// @param again the new one once more
  /// @param currentSession the session that goes on
  /// @throws FieldRefused for `current`, `password` or `again`
  public void change(
      String current, String password, String again, String currentSession, Actor actor) {
    var person =
        rights
            .now()
            .person(new PersonId(Objects.requireNonNull(actor.person())))
            .filter(PersonSummary::enabled)
            .orElseThrow(() -> new IdentityNotFound("person", actor.name()));
    Passwords.check("password", password);
    if (!password.equals(again)) {
      throw new InvalidIdentity("again", "The new password was typed in two ways. Type it again.");
    }
    // Outside of the transaction: what it counts and notes stays when this is refused.
    if (signIns.byPassword(person.handle(), current, actor).filter(person::equals).isEmpty()) {
      throw new InvalidIdentity(
          "current",
          "That did not work. Type the password that you sign in with; after several wrong ones, wait 15 minutes.");
    }
    if (password.equals(current)) {
      throw new InvalidIdentity(
          "password", "This is the password that you have. Choose another one, or leave it.");
    }
    transaction.executeWithoutResult(_ -> {
      passwords.set(person.id(), password);
      links.endOpen(person.id(), actor);
      sessions.endOthers(person.id().value(), currentSession, actor);
      events.publishEvent(
          IdentityChanged.now(
              "password.set", actor, People.subject(person), Map.of("by", "the person")));
    });
  }
}
